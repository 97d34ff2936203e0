import Database
import Model
import ServiceKit

/// What each step of an agreement's lifecycle requires and brings about.
enum AgreementSteps {
    static func check(_ name: String, _ change: inout Change, in context: RuleContext) async throws {
        switch name {
        case "send", "agree": try await Self.requireNoneBlocked(change, in: context)
        case "sign": try await Self.sign(&change, in: context)
        case "enter_into_force":
            try Self.enterIntoForce(change)
            // Rights and units may be others by now than when the original was named.
            if let original = try await Self.livingOriginal(of: change, in: context) {
                try context.requireEditable(original, of: Agreement.resource, at: "/renewedFrom")
            }
        case "amend", "amend_signed":
            try await Self.requireNoneBlocked(change, in: context)
            try await AgreementAmendment.adopt(&change, in: context)
        case "suspend": change.set(Agreement.suspendedOn, to: change.today)
        case "resume": change.set(Agreement.suspendedOn, to: nil)
        case "terminate": try await Self.terminate(&change, in: context)
        case "supersede": try await AgreementSuccession.check(&change, in: context)
        default: break
        }
    }

    static func applied(_ name: String, _ change: Change, in context: RuleContext) async throws {
        switch name {
        case "sign":
            // Institutions are one register for all units, whoever keeps a record in it: what was signed with one makes
            // it a partner of the university, so the step is the program's and asks for no right in its unit.
            let parties = change.after[Agreement.parties] ?? []
            for institution in try await PartyDirectory.newPartners(of: parties, in: context) {
                _ = try await context.keeper.transition(
                    Institution.resource, id: institution, name: "establish", expecting: nil,
                    as: .system(change.actor), on: context.connection)
            }
        case "enter_into_force": try await Self.supersedeOriginal(of: change, in: context)
        default: break
        }
    }

    // MARK: Signing

    private static func sign(_ change: inout Change, in context: RuleContext) async throws {
        guard let day = change.after[Agreement.signedOn], day <= change.today else {
            throw ValidationError("/signedOn", .business, .signedOnNeeded)
        }
        try await Self.requireNoneBlocked(change, in: context)
        let content = AgreementContent(of: change.after)
        try await AgreementApprovals.requireAll(
            content, of: change.id, version: change.after[Agreement.versionNo] ?? 0,
            hash: change.after[Agreement.contentHash] ?? "", in: context)
        try await AgreementApprovals.requireGiven(by: day, of: change.id, in: context)
        change.set(Agreement.countryGroupsAtSigning, to: AgreementParties.groups(change.after, on: day))
    }

    private static func requireNoneBlocked(_ change: Change, in context: RuleContext) async throws {
        let directory = try await PartyDirectory(of: change.after[Agreement.parties] ?? [], in: context)
        if let blocked = directory.blocked { throw ValidationError("/parties", .business, .blocked(blocked)) }
    }

    // MARK: Force

    private static func enterIntoForce(_ change: Change) throws {
        guard let from = change.after[Agreement.effective]?.from else {
            throw ValidationError("/effective/from", .required, .beginningNeeded)
        }
        guard from <= change.today else { throw ValidationError("/effective/from", .business, .notYet(from)) }
    }

    /// What a renewal or replacement follows, unless that has ended already.
    private static func livingOriginal(of change: Change, in context: RuleContext) async throws -> Record? {
        guard let id = change.after[Agreement.renewedFrom],
            let original = try await context.store(Agreement.resource).record(
                id: id, on: context.connection, locking: true),
            ["signed", "in_force", "suspended"].contains(original.state ?? "")
        else { return nil }
        return original
    }

    /// What a renewal or replacement follows gives way to it; the right to that was asked for before the step.
    private static func supersedeOriginal(of change: Change, in context: RuleContext) async throws {
        guard let original = try await Self.livingOriginal(of: change, in: context)?.id else { return }
        var input = JSONObject()
        input[Agreement.supersededBy.name] = change.id.fieldJSON
        do {
            _ = try await context.keeper.transition(
                Agreement.resource, id: original, name: "supersede", input: .object(input), expecting: nil,
                as: .system(change.actor), on: context.connection)
        } catch let error as ValidationError {
            // Whoever takes this step has only named what the agreement follows.
            throw ValidationError(error.issues.map { Issue("/renewedFrom", $0.rule, $0.message) })
        }
    }

    // MARK: End

    private static func terminate(_ change: inout Change, in context: RuleContext) async throws {
        // Students who are abroad on it rely on it: its period is then shortened with everybody's consent.
        if try await Uses.isRelied(on: change.id, on: context.connection) {
            throw ValidationError("", .business, .amendInstead)
        }
        guard let day = change.after[Agreement.endedOn] else { return }
        if let signed = change.after[Agreement.signedOn], day < signed {
            throw ValidationError("/endedOn", .business, .endBeforeSigning)
        }
        if change.after[Agreement.endedByConsent] != true {
            try Self.requireNotice(change, before: day)
        }
        try await AgreementAmendment.drop(&change, in: context)
    }

    /// An academic year of notice is counted as twelve months.
    private static func requireNotice(_ change: Change, before day: CalendarDate) throws {
        guard let length = change.after[Agreement.terminationNotice],
            let unit = change.after[Agreement.terminationNoticeUnit]
        else { return }
        guard let given = change.after[Agreement.noticeGivenOn] else {
            throw ValidationError("/noticeGivenOn", .required, .noticeNeeded)
        }
        let earliest =
            switch unit {
            case "day": given.adding(days: Int(length))
            case "month": given.adding(months: Int(length))
            default: given.adding(years: Int(length))
            }
        if let earliest, day < earliest { throw ValidationError("/endedOn", .business, .noticeRuns(earliest)) }
    }
}

extension Label {
    static let beginningNeeded = Label(zh: "须填写生效日期", en: "The day of taking effect is needed")
    static let amendInstead = Label(
        zh: "已有人员交流使用该协议，不能整体终止；请修订有效期", en: "Mobilities use the agreement: amend its period instead of ending it")
    static let endBeforeSigning = Label(zh: "不能早于签署日期", en: "Must not lie before the day of signing")
    static let noticeNeeded = Label(
        zh: "协议约定了终止通知期，须填写通知日期或注明协商终止", en: "The agreement asks for notice: say when it was given, or that all consent"
    )
    static let noAgreement = Label(zh: "没有这份协议", en: "There is no such agreement")
    static func notYet(_ day: CalendarDate) -> Label {
        Label(zh: "生效日期 \(day) 尚未到", en: "It takes effect on \(day), which is yet to come")
    }
    static func noticeRuns(_ day: CalendarDate) -> Label {
        Label(zh: "通知期至 \(day) 才届满", en: "The notice runs until \(day)")
    }
}
