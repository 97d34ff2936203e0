/// Names as the text format allows them, whatever a library calls what it measures.
enum MetricName {
    /// The name of a metric: letters, digits, `_` and `:`, and no digit first.
    static func metric(_ label: String) -> String { self.allowed(label, colons: true) }

    /// The name of a label.
    ///
    /// Those that the format itself uses for buckets and quantiles get another one.
    static func label(_ name: String) -> String {
        let name = self.allowed(name, colons: false)
        return name == "le" || name == "quantile" || name.hasPrefix("__") ? "label_\(name)" : name
    }

    private static func allowed(_ text: String, colons: Bool) -> String {
        var name = ""
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "_"):
                name.unicodeScalars.append(Unicode.Scalar(byte))
            case UInt8(ascii: "0")...UInt8(ascii: "9"):
                if name.isEmpty { name = "_" }
                name.unicodeScalars.append(Unicode.Scalar(byte))
            case UInt8(ascii: ":") where colons: name += ":"
            default: name += "_"
            }
        }
        return name.isEmpty ? "_" : name
    }
}
