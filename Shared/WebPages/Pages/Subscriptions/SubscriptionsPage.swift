import Model

/// The subscriptions, how far behind each is, and what holds the log up.
public struct SubscriptionsPage: Page {
    /// What the log itself does, for whoever looks after the whole bus.
    public struct LogState: Sendable {
        /// A transaction that has been open for long.
        public struct Transaction: Sendable {
            let process: Int64?
            let application: String
            let seconds: Int64
            let query: String

            /// Describes it.
            ///
            /// - Parameters:
            ///   - process: nil for one that was prepared, which no process runs.
            ///   - query: its last statement, without values.
            public init(process: Int64?, application: String, seconds: Int64, query: String) {
                self.process = process
                self.application = application
                self.seconds = seconds
                self.query = query
            }
        }

        let head: Int64
        let perMinute: Int64
        let isAdvancing: Bool
        let isListening: Bool
        let transactions: [Transaction]

        /// Describes it.
        ///
        /// - Parameters:
        ///   - head: the position of the last event.
        ///   - perMinute: how many events came in the last minute.
        ///   - isAdvancing: whether committed events get their positions.
        ///   - isListening: whether news is heard of at once; without, it is polled for.
        ///   - transactions: those that have been open for long, the oldest first.
        public init(
            head: Int64, perMinute: Int64, isAdvancing: Bool, isListening: Bool, transactions: [Transaction] = [],
        ) {
            self.head = head
            self.perMinute = perMinute
            self.isAdvancing = isAdvancing
            self.isListening = isListening
            self.transactions = transactions
        }
    }

    /// Where the page is.
    public static let path = "/events/subscriptions"

    /// The subscriptions.
    public var subscriptions: [SubscriptionStanding]
    /// The names of units by their codes.
    public var titles: Titles
    /// The log; nil for whoever is not told.
    public var log: LogState?
    /// Whether the page is asked for again by itself.
    public var isLive: Bool

    /// Makes the page.
    public init(
        subscriptions: [SubscriptionStanding], titles: Titles = [:], log: LogState? = nil,
        isLive: Bool = false,
    ) {
        self.subscriptions = subscriptions
        self.titles = titles
        self.log = log
        self.isLive = isLive
    }

    /// The page of a subscription.
    public static func path(of name: String) -> String { "\(Self.path)/\(QueryString.encode(name))" }

    /// `Subscriptions`.
    public func title(in frame: PageFrame) -> String { Texts.subscriptions(frame.language) }

    /// The list.
    public func content(in frame: PageFrame) -> HTML {
        let language = frame.language
        return .group([
            PageHead(
                title: self.title(in: frame), lead: .text(Texts.subscriptionsLead(language)),
                actions: [LiveSwitch(path: Self.path, isOn: self.isLive).html(language)]
            ).html(language),
            self.log.map { self.state(of: $0, language) } ?? .empty,
            Tag.div(.class("panel flush list")) {
                self.subscriptions.isEmpty
                    ? EmptyState(title: Texts.noSubscriptions, hint: Texts.noSubscriptionsHint).html(language)
                    : self.table(frame)
            },
            self.log.map { self.transactions($0.transactions, language) } ?? .empty,
        ])
    }

    private func state(of log: LogState, _ language: DisplayLanguage) -> HTML {
        let state = log.isAdvancing ? ("good", Texts.advancing) : ("ended", Texts.standingStill)
        let listening = log.isListening ? ("good", Texts.heardAtOnce) : ("warning", Texts.polledFor)
        func badge(_ badge: (tone: String, text: Label)) -> HTML {
            Tag.span(.class("badge \(badge.tone)")) { badge.text(language) }
        }
        return Tag.section(.class("panel"), .ariaLabel(Texts.logOfEvents(language))) {
            FactList([
                (name: Texts.headOfLog(language), value: Tag.a(.href("/events")) { log.head.grouped }),
                (name: Texts.lastMinute(language), value: .text(log.perMinute.grouped)),
                (name: Texts.positions(language), value: badge(state)),
                (name: Texts.news(language), value: badge(listening)),
            ]).html
        }
    }

    private func table(_ frame: PageFrame) -> HTML {
        let language = frame.language
        let columns = [
            DataTable.Column(Texts.subscription(language)), DataTable.Column(Texts.state(language)),
            DataTable.Column(Texts.lag(language)), DataTable.Column(Texts.pace(language), isNumber: true),
            DataTable.Column(Texts.failures(language), isNumber: true),
            DataTable.Column(Texts.deadLetters(language), isNumber: true), DataTable.Column(Texts.atWork(language)),
        ]
        let rows = self.subscriptions.map { standing -> [HTML] in
            let unit = standing.unit ?? ""
            return [
                .group([
                    Tag.a(.class("row-link"), .href(Self.path(of: standing.name))) { Tag.bdi { standing.name } },
                    Tag.span(.class("row-code")) {
                        standing.unit == nil ? Texts.ofService(language) : self.titles[unit] ?? unit
                    },
                ]),
                standing.badge(language), .text(standing.lagText(language)),
                standing.paceText(language).map(HTML.text) ?? .empty,
                self.count(standing.retrying + standing.waiting, "count doubtful"),
                self.count(standing.dead, "count bad"),
                .text("\(standing.held)/\(standing.slots.count)"),
            ]
        }
        return DataTable(caption: self.title(in: frame), columns: columns, rows: rows, hasRowHeads: true).html
    }

    /// Zero says nothing and is left out: what stands in the column is to be looked at.
    private func count(_ number: Int64, _ style: String) -> HTML {
        number == 0 ? .empty : Tag.strong(.class(style)) { number.grouped }
    }

    private func transactions(_ transactions: [LogState.Transaction], _ language: DisplayLanguage) -> HTML {
        guard !transactions.isEmpty else { return .empty }
        let columns = [
            DataTable.Column(Texts.process(language)), DataTable.Column(Texts.openFor(language)),
            DataTable.Column(Texts.lastStatement(language)),
        ]
        let rows = transactions.map { transaction -> [HTML] in
            [
                .group([
                    .text(transaction.process.map { "\($0)" } ?? Texts.prepared(language)),
                    Tag.span(.class("row-code")) { Tag.bdi { transaction.application } },
                ]),
                .text(Texts.span(transaction.seconds)(language)),
                Tag.code { transaction.query },
            ]
        }
        return Tag.section(.class("panel flush"), .attribute("aria-labelledby", "transactions")) {
            Tag.div(.class("panel-head")) {
                Tag.h2(.id("transactions")) { Texts.openTransactions(language) }
                Tag.span(.class("muted")) { Texts.openTransactionsHint(language) }
            }
            DataTable(
                caption: Texts.openTransactions(language), columns: columns, rows: rows, hasRowHeads: true
            ).html
        }
    }
}
