/// Small pictures beside words.
///
/// They repeat what the words say, so assistive technology skips them.
enum Icon {
    static let search = Self.svg("<circle cx=\"7\" cy=\"7\" r=\"4.5\"/><path d=\"m10.5 10.5 3.5 3.5\"/></svg>")
    static let plus = Self.svg("<path d=\"M8 3v10M3 8h10\"/></svg>")
    static let close = Self.svg("<path d=\"m4 4 8 8M12 4l-8 8\"/></svg>")
    static let menu = Self.svg("<path d=\"M2.5 4h11M2.5 8h11M2.5 12h11\"/></svg>")
    static let filter = Self.svg("<path d=\"M2 4h12M4.5 8h7M6.5 12h3\"/></svg>")
    static let next = Self.svg("<path d=\"m6 3 5 5-5 5\"/></svg>")
    static let first = Self.svg("<path d=\"m11 3-5 5 5 5M4 3v10\"/></svg>")
    static let up = Self.svg("<path d=\"m4 10 4-4 4 4\"/></svg>")
    static let down = Self.svg("<path d=\"m4 6 4 4 4-4\"/></svg>")
    static let person = Self.svg(
        "<circle cx=\"8\" cy=\"5.5\" r=\"2.7\"/><path d=\"M2.8 14c.5-3 2.6-4.5 5.2-4.5s4.7 1.5 5.2 4.5\"/></svg>")
    static let edit = Self.svg("<path d=\"M3 13l.7-3L10.5 3.2l2.3 2.3L6 12.3z\"/></svg>")
    static let clock = Self.svg("<circle cx=\"8\" cy=\"8\" r=\"5.5\"/><path d=\"M8 4.5V8l2.5 1.5\"/></svg>")
    static let download = Self.svg("<path d=\"M8 2.5v7.5M4.8 7 8 10.2 11.2 7M3 13.5h10\"/></svg>")
    static let upload = Self.svg("<path d=\"M8 10.5V3M4.8 6 8 2.8 11.2 6M3 13.5h10\"/></svg>")
    static let external = Self.svg("<path d=\"M6 3.5H3v9.5h9.5v-3M9 2.8h4.2V7M13 3 7.5 8.5\"/></svg>")
    static let warning = Self.svg("<path d=\"M8 2.2 14.5 13.5h-13zM8 6.5v3.2M8 11.6v.2\"/></svg>")
    static let lock = Self.svg("<path d=\"M4 7.5h8v6H4zM5.5 7.5V5a2.5 2.5 0 0 1 5 0v2.5\"/></svg>")

    private static func svg(_ shapes: StaticString) -> HTML {
        .group([
            .raw("<svg class=\"icon\" viewBox=\"0 0 16 16\" aria-hidden=\"true\" focusable=\"false\">"), .raw(shapes),
        ])
    }
}
