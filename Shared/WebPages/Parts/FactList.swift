import Model

/// What is known of something, each fact with its name.
struct FactList {
    let facts: [(name: String, value: HTML)]

    init(_ facts: [(name: String, value: HTML)]) {
        self.facts = facts
    }

    /// The fields of a record that say something.
    init(of record: Record, _ fields: [FieldSpec], _ presentation: Presentation) {
        self.facts = fields.compactMap { field in
            record.object[field.name].map { value in
                (name: field.label(presentation.language), value: presentation.full(value, as: field))
            }
        }
    }

    var html: HTML {
        Tag.dl(.class("facts")) {
            for fact in self.facts {
                Tag.div(.class("fact")) {
                    Tag.dt { fact.name }
                    Tag.dd { fact.value }
                }
            }
        }
    }
}
