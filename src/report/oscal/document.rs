//! The file around the results: metadata, what stands for the assessment plan, back matter.
//!
//! In: a [`Head`] and results. Out: the whole of an OSCAL file.

use super::model::{
    AssessmentResults, BackMatter, Citation, Document, ImportAp, LocalDefinitions, LocalObjective, Metadata,
    OSCAL_VERSION, Party, Property, Resource, ResourceLink, ResponsibleParty, Role,
};
use super::text::{line, string};
use crate::report::identity::global;
use crate::text::Lang;
use uuid::Uuid;

/// The role of whose measures they are; OSCAL defines the word.
const PREPARED_FOR: &str = "prepared-for";

/// What a file is about.
pub(crate) struct Head<'h> {
    /// The file's own identifier.
    pub(crate) id: Uuid,
    pub(crate) title: String,
    /// When it was made (RFC 3339).
    pub(crate) time: String,
    /// Whose measures; each once.
    pub(crate) parties: Vec<&'h str>,
    pub(crate) props: Vec<Property>,
    pub(crate) lang: Lang,
    /// What was to be assessed.
    pub(crate) plan: Plan,
    /// Further documents.
    pub(crate) resources: Vec<Resource>,
}

/// What stands for an assessment plan: there is none in OSCAL, and none is made up.
pub(crate) struct Plan {
    /// What the claims file is, and of what document.
    pub(crate) citation: String,
    pub(crate) props: Vec<Property>,
    pub(crate) links: Vec<ResourceLink>,
}

/// Puts a file together.
pub(crate) fn document<R>(head: Head<'_>, objectives: Vec<LocalObjective>, results: Vec<R>) -> Document<R> {
    let plan = plan(head.id, head.plan, head.lang);
    let import_ap = ImportAp { href: format!("#{}", plan.uuid), remarks: plan.description.clone() };
    let metadata = metadata(&head.title, head.time, &head.parties, head.props, head.lang);
    let mut resources = vec![plan];
    resources.extend(head.resources);
    Document {
        assessment_results: AssessmentResults {
            uuid: head.id,
            metadata,
            import_ap,
            local_definitions: LocalDefinitions { objectives_and_methods: objectives },
            results,
            back_matter: BackMatter { resources },
        },
    }
}

fn metadata(title: &str, time: String, parties: &[&str], props: Vec<Property>, lang: Lang) -> Metadata {
    let ids: Vec<Uuid> = parties.iter().map(|party| global("party", &[party])).collect();
    let party = |(name, uuid): (&&str, &Uuid)| Party { uuid: *uuid, kind: "organization", name: string(name) };
    let remarks = lang.pick(
        "Festgestellt ist, was die Konfiguration zeigt; ob eine Maßnahme wirksam und dem Risiko angemessen ist, beurteilen Menschen. „satisfied“ heißt: bestätigt, vollständig beobachtet. „not-satisfied“ mit dem Grund „fail“ heißt: widerlegt; mit dem Grund „other“: nicht oder nur teilweise festgestellt, also keine Abweichung. Das genaue Ergebnis steht in der Eigenschaft „verdict“.",
        "Findings say what the configuration shows; whether a measure is effective and adequate to the risk is for people to judge. \"satisfied\" means: confirmed, with everything observed. \"not-satisfied\" with the reason \"fail\" means: refuted; with the reason \"other\": not determined, or in part only, so no deviation. The exact result is in the property \"verdict\".",
    );
    Metadata {
        title: line(title),
        version: time.clone(),
        last_modified: time,
        oscal_version: OSCAL_VERSION,
        props,
        roles: vec![Role {
            id: PREPARED_FOR,
            title: lang.pick("Verantwortlicher oder Auftragsverarbeiter", "Controller or processor"),
        }],
        parties: parties.iter().zip(&ids).map(party).collect(),
        responsible_parties: vec![ResponsibleParty { role_id: PREPARED_FOR, party_uuids: ids }],
        remarks: line(remarks),
    }
}

fn plan(file: Uuid, plan: Plan, lang: Lang) -> Resource {
    let text = lang.pick(
        "Es gibt keinen Prüfplan in OSCAL. Was die Maßnahmendatei behauptet, wurde mit den Regeln von tomscan geprüft; beide stehen hier mit ihren Hashes.",
        "There is no assessment plan in OSCAL. What the claims file claims was assessed by the rules of tomscan; both are named here by their hashes.",
    );
    Resource {
        uuid: crate::report::identity::part(file, "plan"),
        title: line(lang.pick("Was zu prüfen war", "What was to be assessed")),
        description: line(text),
        props: plan.props,
        citation: Citation { text: line(&plan.citation) },
        rlinks: plan.links,
    }
}
