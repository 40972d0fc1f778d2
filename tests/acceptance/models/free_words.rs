/// Words of collectors that are no values of AWS's enums.
const FREE: &[(&str, &str, &str)] = &[];
/// Words of rules that are neither values of AWS's enums nor of the rule's parameters.
const FREE_IN_RULES: &[(&str, &str, &str)] = &[];
