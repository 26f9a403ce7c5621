/// Fields that share a name in the answer must be the same field (GraphQL specification, section 5.3.2).
struct GraphQLMerging {
    let schema: GraphQLSchema
    let document: GraphQLDocument

    private struct Use {
        let type: String
        let field: GraphQLField
    }

    func errors(in selections: [GraphQLSelection], on type: String) -> [GraphQLError] {
        conflicts(in: uses(of: selections, on: type))
    }

    private func uses(of selections: [GraphQLSelection], on type: String) -> [Use] {
        selections.flatMap { selection -> [Use] in
            switch selection {
            case .field(let field): [Use(type: type, field: field)]
            case .inline(let condition, let selections, _): uses(of: selections, on: condition ?? type)
            case .spread(let name, _):
                document.fragments[name].map { uses(of: $0.selections, on: $0.type) } ?? []
            }
        }
    }

    private func conflicts(in uses: [Use]) -> [GraphQLError] {
        let groups = Dictionary(grouping: uses, by: \.field.responseName).sorted { $0.key < $1.key }
        for (name, group) in groups {
            for (index, one) in group.enumerated() {
                for other in group.dropFirst(index + 1) {
                    if let reason = conflict(one, other) {
                        var error = GraphQLError(
                            "Fields '\(name)' conflict because \(reason). "
                                + "Use different aliases on the fields to fetch both if this was intentional.")
                        error.locations = [one.field.location, other.field.location]
                        return [error]
                    }
                }
            }
            let inner = group.flatMap { use in
                self.uses(of: use.field.selections, on: schema.field(use.field.name, of: use.type)?.type.name ?? "")
            }
            let errors = conflicts(in: inner)
            if !errors.isEmpty { return errors }
        }
        return []
    }

    private func conflict(_ one: Use, _ other: Use) -> String? {
        let (first, second) = (
            schema.field(one.field.name, of: one.type), schema.field(other.field.name, of: other.type)
        )
        if let first, let second, !sameShape(first.type, second.type) {
            return "they return conflicting types '\(first.type.text)' and '\(second.type.text)'"
        }
        let areExclusive =
            one.type != other.type && schema[one.type]?.kind == .object && schema[other.type]?.kind == .object
        guard !areExclusive else { return nil }
        if one.field.name != other.field.name {
            return "'\(one.field.name)' and '\(other.field.name)' are different fields"
        }
        return one.field.arguments == other.field.arguments ? nil : "they have differing arguments"
    }

    /// Scalars must be the same, lists and exclamation marks too; objects are compared field by field.
    private func sameShape(_ one: GraphQLTypeReference, _ other: GraphQLTypeReference) -> Bool {
        switch (one, other) {
        case (.nonNull(let one), .nonNull(let other)), (.list(let one), .list(let other)): sameShape(one, other)
        case (.named(let one), .named(let other)):
            one == other || (schema[one]?.isComposite ?? false) && (schema[other]?.isComposite ?? false)
        default: false
        }
    }
}
