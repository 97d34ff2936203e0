// The elements that the pages are made of.
extension Tag {
    /// The element `a`.
    public static var a: Tag { Tag("a") }
    /// The element `article`.
    public static var article: Tag { Tag("article") }
    /// The element `aside`.
    public static var aside: Tag { Tag("aside") }
    /// The element `bdi`.
    public static var bdi: Tag { Tag("bdi") }
    /// The element `body`.
    public static var body: Tag { Tag("body") }
    /// The element `button`.
    public static var button: Tag { Tag("button") }
    /// The element `caption`.
    public static var caption: Tag { Tag("caption") }
    /// The element `code`.
    public static var code: Tag { Tag("code") }
    /// The element `datalist`.
    public static var datalist: Tag { Tag("datalist") }
    /// The element `dd`.
    public static var dd: Tag { Tag("dd") }
    /// The element `details`.
    public static var details: Tag { Tag("details") }
    /// The element `div`.
    public static var div: Tag { Tag("div") }
    /// The element `dl`.
    public static var dl: Tag { Tag("dl") }
    /// The element `dt`.
    public static var dt: Tag { Tag("dt") }
    /// The element `em`.
    public static var em: Tag { Tag("em") }
    /// The element `fieldset`.
    public static var fieldset: Tag { Tag("fieldset") }
    /// The element `footer`.
    public static var footer: Tag { Tag("footer") }
    /// The element `form`.
    public static var form: Tag { Tag("form") }
    /// The element `h1`.
    public static var h1: Tag { Tag("h1") }
    /// The element `h2`.
    public static var h2: Tag { Tag("h2") }
    /// The element `h3`.
    public static var h3: Tag { Tag("h3") }
    /// The element `head`.
    public static var head: Tag { Tag("head") }
    /// The element `header`.
    public static var header: Tag { Tag("header") }
    /// The element `html`.
    public static var html: Tag { Tag("html") }
    /// The element `label`.
    public static var label: Tag { Tag("label") }
    /// The element `legend`.
    public static var legend: Tag { Tag("legend") }
    /// The element `li`.
    public static var li: Tag { Tag("li") }
    /// The element `main`.
    public static var main: Tag { Tag("main") }
    /// The element `nav`.
    public static var nav: Tag { Tag("nav") }
    /// The element `ol`.
    public static var ol: Tag { Tag("ol") }
    /// The element `optgroup`.
    public static var optgroup: Tag { Tag("optgroup") }
    /// The element `option`.
    public static var option: Tag { Tag("option") }
    /// The element `p`.
    public static var p: Tag { Tag("p") }
    /// The element `pre`.
    public static var pre: Tag { Tag("pre") }
    /// The element `rect`, inside `svg`.
    public static var rect: Tag { Tag("rect") }
    /// The element `section`.
    public static var section: Tag { Tag("section") }
    /// The element `select`.
    public static var select: Tag { Tag("select") }
    /// The element `small`.
    public static var small: Tag { Tag("small") }
    /// The element `span`.
    public static var span: Tag { Tag("span") }
    /// The element `strong`.
    public static var strong: Tag { Tag("strong") }
    /// The element `summary`.
    public static var summary: Tag { Tag("summary") }
    /// The element `svg`.
    public static var svg: Tag { Tag("svg") }
    /// The element `table`.
    public static var table: Tag { Tag("table") }
    /// The element `tbody`.
    public static var tbody: Tag { Tag("tbody") }
    /// The element `td`.
    public static var td: Tag { Tag("td") }
    /// The element `textarea`.
    public static var textarea: Tag { Tag("textarea") }
    /// The element `tfoot`.
    public static var tfoot: Tag { Tag("tfoot") }
    /// The element `th`.
    public static var th: Tag { Tag("th") }
    /// The element `thead`.
    public static var thead: Tag { Tag("thead") }
    /// The element `time`.
    public static var time: Tag { Tag("time") }
    /// The element `title`.
    public static var title: Tag { Tag("title") }
    /// The element `tr`.
    public static var tr: Tag { Tag("tr") }
    /// The element `ul`.
    public static var ul: Tag { Tag("ul") }
    /// The element `br`.
    public static var br: Tag { Tag("br", isVoid: true) }
    /// The element `hr`.
    public static var hr: Tag { Tag("hr", isVoid: true) }
    /// The element `img`.
    public static var img: Tag { Tag("img", isVoid: true) }
    /// The element `input`.
    public static var input: Tag { Tag("input", isVoid: true) }
    /// The element `link`.
    public static var link: Tag { Tag("link", isVoid: true) }
    /// The element `meta`.
    public static var meta: Tag { Tag("meta", isVoid: true) }
    /// The element `del`.
    public static var del: Tag { Tag("del") }
    /// The element `ins`.
    public static var ins: Tag { Tag("ins") }
}
