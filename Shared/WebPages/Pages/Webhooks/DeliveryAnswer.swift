import Model

/// What an attempt was answered with: a status, or why there is none.
struct DeliveryAnswer {
    let status: Int64?
    let failure: String?

    /// What the last attempt of a delivery was answered with.
    init(_ delivery: Record) {
        self.init(status: delivery[WebhookDelivery.status], failure: delivery[WebhookDelivery.failure])
    }

    init(status: Int64?, failure: String?) {
        self.status = status
        self.failure = failure
    }

    func html(_ presentation: Presentation) -> HTML {
        if let status { return Tag.span(.class("nowrap")) { "HTTP \(status)" } }
        guard let failure else { return .empty }
        return .text(presentation.text(.string(failure), as: WebhookDelivery.failure.spec))
    }
}
