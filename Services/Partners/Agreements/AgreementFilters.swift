import Database
import Model
import ServiceKit

/// Filters of agreements that do not follow from one field.
enum AgreementFilters {
    static let all: [CustomFilter] =
        CustomFilter.country("partnerCountry", label: Self.country) { condition in
            "EXISTS (SELECT 1 FROM unnest(t.partner_countries) AS p(country) WHERE \(condition))"
        } + [Self.inForce, Self.live, Self.standing, Self.partner]

    private static let country = Label(zh: "伙伴国家（地区）", en: "Country or region of a partner")

    private static let inForce = CustomFilter(
        "inForceOn", label: Label(zh: "该日有效", en: "In force on")
    ) { value, _ throws(ValidationError) in
        AgreementDates.inForce("t", on: try FilterDate.read(value, "inForceOn"))
    }

    private static let live = CustomFilter(
        "liveOn", label: Label(zh: "该日已签且未终止", en: "Signed and not ended on")
    ) { value, _ throws(ValidationError) in
        AgreementDates.live("t", on: try FilterDate.read(value, "liveOn"))
    }

    private static let standing = CustomFilter(
        "standing", label: Label(zh: "效力", en: "Standing")
    ) { value, _ throws(ValidationError) in
        let codes = value.split(separator: ",").map(String.init)
        for code in codes where Agreement.standings[code] == nil {
            throw ValidationError("/standing", .code, .unknownStanding)
        }
        return "\(AgreementDates.standing) = ANY(\(codes))"
    }

    /// Unlike `parties.institution` it also finds what was signed with institutions that have been merged into this one.
    private static let partner = CustomFilter(
        "partner", label: Label(zh: "合作机构（含已并入者）", en: "Partner, with those merged into it")
    ) { value, _ throws(ValidationError) in
        guard let id = RecordID(value) else { throw ValidationError("/partner", .format, .partnerID) }
        return """
            EXISTS (SELECT 1 FROM partners.agreements_parties p WHERE p.parent_id = t.id AND p.institution IN (\
            WITH RECURSIVE older (id) AS (SELECT \(id.description)::uuid UNION \
            SELECT i.id FROM partners.institutions i JOIN older o ON i.merged_into = o.id) SELECT id FROM older))
            """
    }
}

/// The date of a filter.
enum FilterDate {
    static func read(_ value: String, _ name: String) throws(ValidationError) -> SQL {
        guard let date = CalendarDate(value) else { throw ValidationError("/\(name)", .date, .filterDate) }
        return "\(date.description)::date"
    }
}

extension Label {
    static let filterDate = Label(
        zh: "应为真实存在的日期，格式 YYYY-MM-DD", en: "Must be a date that exists, written YYYY-MM-DD")
    static let partnerID = Label(zh: "应为合作机构的标识（UUID）", en: "Must be the id of an institution (a UUID)")
    static let unknownStanding = Label(
        zh: "应为以下之一：\(Agreement.standings.entries.map(\.code).joined(separator: ", "))",
        en: "Must be one of \(Agreement.standings.entries.map(\.code).joined(separator: ", "))")
}
