import Hummingbird
import Model
import ServiceKit

/// An answer that is a list of objects, under `items`.
enum ItemList {
    /// In the words of JSON Schema, of what an item is.
    static func schema(_ item: JSON) -> JSON {
        ["type": "object", "properties": ["items": ["type": "array", "items": item]]]
    }

    static func answer(_ items: [JSON]) -> Response { .json((["items": .array(items)] as JSON).bytes) }
}
