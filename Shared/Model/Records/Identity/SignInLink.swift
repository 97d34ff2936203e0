/// A link that signs somebody in once.
public enum SignInLink {
    /// Whom.
    public static let person = Field<String>(
        "person", .text(max: 63, format: .accountName), zh: "账号", en: "Account", [.required])

    /// What is said to make one.
    public static let fields = FieldSet([Self.person])
}
