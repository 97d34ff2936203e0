/// Collects the pieces that are written one below the other.
@resultBuilder
public enum HTMLBuilder {
    /// Takes a piece.
    public static func buildExpression(_ piece: HTML) -> HTML { piece }
    /// Takes text.
    public static func buildExpression(_ text: String) -> HTML { .text(text) }
    /// Takes a piece, if there is one.
    public static func buildExpression(_ piece: HTML?) -> HTML { piece ?? .empty }
    /// Takes several pieces.
    public static func buildExpression(_ pieces: [HTML]) -> HTML { .group(pieces) }
    /// Joins the pieces of a block.
    public static func buildBlock(_ pieces: HTML...) -> HTML {
        pieces.count == 1 ? pieces[0] : .group(pieces)
    }
    /// Takes the piece of an `if` without `else`.
    public static func buildOptional(_ piece: HTML?) -> HTML { piece ?? .empty }
    /// Takes the piece of the first branch.
    public static func buildEither(first piece: HTML) -> HTML { piece }
    /// Takes the piece of the other branch.
    public static func buildEither(second piece: HTML) -> HTML { piece }
    /// Joins the pieces of a loop.
    public static func buildArray(_ pieces: [HTML]) -> HTML { .group(pieces) }
}
