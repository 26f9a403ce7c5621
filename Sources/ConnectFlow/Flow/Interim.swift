import ProviderKit
extension LoginField { init(_ f: ProviderKit.LoginField) { self.init(name: f.name, label: f.label, kind: Kind(rawValue: f.kind.rawValue) ?? .text, autocomplete: f.autocomplete, hint: f.hint, isRequired: f.isRequired) } }
extension AccountChoice { init(_ f: ProviderKit.AccountChoice) { self.init(id: f.id, name: f.name, description: f.description) } }
