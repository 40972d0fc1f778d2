//! Ways from some permissions to all of them. In: nothing. Out: the table that `administrator` goes
//! through.
//!
//! After "Actions, resources, and condition keys for AWS Identity and Access Management" and the
//! published lists of privilege escalation (Rhino Security Labs, pathfinding.cloud). Left out on
//! purpose are ways that need something which may not exist in the account: a running function
//! whose code can be replaced (`lambda:UpdateFunctionCode`), an instance to log in to
//! (`ssm:SendCommand`), a role whose trust policy lets one in (`sts:AssumeRole`).

/// The resources that an action of IAM is authorised against.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Target {
    User,
    Group,
    Role,
    Policy,
    /// Of a service other than IAM: one resource is enough.
    Any,
    /// Of any service at all, whatever the action's own: one resource is enough.
    Everything,
}

/// One permission that a way needs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Need {
    pub action: &'static str,
    pub target: Target,
}

/// What is said of a way whose IAM action is allowed on some resources but not on all.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum OnSome {
    /// The principal's own user, role or policy may be among them: not decided.
    Doubt,
    /// As `Doubt`, except for the principal's own user (`user/${aws:username}`), whose credentials
    /// he has already.
    DoubtUnlessOwn,
    /// Ordinary in deployments (pass this role to that service): not counted, unless any role at
    /// all can be passed.
    Ignore,
}

/// One way to become an administrator.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Escalation {
    pub(super) id: &'static str,
    pub(super) needs: &'static [Need],
    pub(super) on_some: OnSome,
    /// The value of `iam:PassedToService`, where a role is passed.
    pub(super) passed_to: Option<&'static str>,
}

impl Escalation {
    /// The actions, joined with `+`: `iam:PassRole+lambda:CreateFunction`.
    #[must_use]
    pub const fn id(&self) -> &'static str {
        self.id
    }

    /// The IAM actions it needs.
    pub fn actions(&self) -> impl Iterator<Item = &'static str> {
        self.needs.iter().map(|need| need.action)
    }
}

macro_rules! direct {
    ($action:literal, $target:ident, $on_some:ident) => {
        Escalation {
            id: $action,
            needs: &[Need { action: $action, target: Target::$target }],
            on_some: OnSome::$on_some,
            passed_to: None,
        }
    };
}

macro_rules! pass_role {
    ($service:literal, $($action:literal),+) => {
        Escalation {
            id: concat!("iam:PassRole", $("+", $action),+),
            needs: &[
                Need { action: "iam:PassRole", target: Target::Role },
                $(Need { action: $action, target: Target::Any }),+
            ],
            on_some: OnSome::Ignore,
            passed_to: Some($service),
        }
    };
}

/// All ways that are looked for. The first group writes policies or trust, the second takes over
/// users, the third runs code as a role.
pub const ESCALATIONS: &[Escalation] = &[
    direct!("iam:AttachUserPolicy", User, Doubt),
    direct!("iam:AttachRolePolicy", Role, Doubt),
    direct!("iam:AttachGroupPolicy", Group, Doubt),
    direct!("iam:PutUserPolicy", User, Doubt),
    direct!("iam:PutRolePolicy", Role, Doubt),
    direct!("iam:PutGroupPolicy", Group, Doubt),
    direct!("iam:CreatePolicyVersion", Policy, Doubt),
    direct!("iam:SetDefaultPolicyVersion", Policy, Doubt),
    direct!("iam:UpdateAssumeRolePolicy", Role, Doubt),
    direct!("iam:AddUserToGroup", Group, Doubt),
    direct!("iam:CreateAccessKey", User, DoubtUnlessOwn),
    direct!("iam:CreateLoginProfile", User, DoubtUnlessOwn),
    direct!("iam:UpdateLoginProfile", User, DoubtUnlessOwn),
    pass_role!("lambda.amazonaws.com", "lambda:CreateFunction"),
    pass_role!("ec2.amazonaws.com", "ec2:RunInstances"),
    pass_role!("cloudformation.amazonaws.com", "cloudformation:CreateStack"),
    pass_role!("ecs-tasks.amazonaws.com", "ecs:RegisterTaskDefinition", "ecs:RunTask"),
    pass_role!("glue.amazonaws.com", "glue:CreateDevEndpoint"),
    pass_role!("glue.amazonaws.com", "glue:CreateJob", "glue:StartJobRun"),
    pass_role!(
        "sagemaker.amazonaws.com",
        "sagemaker:CreateNotebookInstance",
        "sagemaker:CreatePresignedNotebookInstanceUrl"
    ),
    pass_role!("sagemaker.amazonaws.com", "sagemaker:CreateTrainingJob"),
    pass_role!("sagemaker.amazonaws.com", "sagemaker:CreateProcessingJob"),
    pass_role!("codebuild.amazonaws.com", "codebuild:CreateProject", "codebuild:StartBuild"),
    pass_role!("states.amazonaws.com", "states:CreateStateMachine", "states:StartExecution"),
    pass_role!(
        "datapipeline.amazonaws.com",
        "datapipeline:CreatePipeline",
        "datapipeline:PutPipelineDefinition",
        "datapipeline:ActivatePipeline"
    ),
    pass_role!("ssm.amazonaws.com", "ssm:StartAutomationExecution"),
];
