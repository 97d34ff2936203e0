extension CodeLists {
    /// The currencies of ISO 4217 in which amounts can be kept, and three that gave way to others, for old records.
    public static let currencies = CodeList(
        name: "currencies",
        label: Label(zh: "货币", en: "Currencies"),
        entries: CurrencyTable.rows.map { row in
            Code(row[0], zh: row[2], en: row[3], validTo: CalendarDate(row[4]))
        },
    )
}
