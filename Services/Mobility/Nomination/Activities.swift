import Model

/// Which activities of an agreement's conditions a stay may go under.
enum Activities {
    /// Categories that exist only because two institutions agreed on them.
    static let needingAgreement: Set<String> = [
        "exchange_semester", "exchange_year", "joint_bachelor", "joint_master", "joint_phd",
    ]

    static func permitting(_ mobility: Record) -> Set<String> {
        guard mobility[Mobility.traveller] == "student" else { return Self.ofStaff(mobility) }
        switch mobility[Mobility.category] {
        case "paid_internship", "unpaid_internship": return ["student_traineeship"]
        case "joint_bachelor", "joint_master", "joint_phd": return ["joint_degree_phase", "student_studies"]
        case "research_visit": return ["research_visit", "student_studies"]
        default: return ["student_studies"]
        }
    }

    private static func ofStaff(_ mobility: Record) -> Set<String> {
        switch mobility[Mobility.category] {
        case "research_visit": ["research_visit"]
        case "teaching": ["staff_teaching"]
        case "training", "language_course": ["staff_training"]
        default:
            mobility[Mobility.traveller] == "teaching_staff"
                ? ["staff_teaching", "staff_training", "research_visit"] : ["staff_training"]
        }
    }
}
