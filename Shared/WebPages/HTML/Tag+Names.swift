// The elements that the pages are made of.
extension Tag {
    /// `a`
    public static var a: Tag { Tag("a") }
    /// `article`
    public static var article: Tag { Tag("article") }
    /// `aside`
    public static var aside: Tag { Tag("aside") }
    /// `bdi`
    public static var bdi: Tag { Tag("bdi") }
    /// `body`
    public static var body: Tag { Tag("body") }
    /// `button`
    public static var button: Tag { Tag("button") }
    /// `caption`
    public static var caption: Tag { Tag("caption") }
    /// `code`
    public static var code: Tag { Tag("code") }
    /// `datalist`
    public static var datalist: Tag { Tag("datalist") }
    /// `dd`
    public static var dd: Tag { Tag("dd") }
    /// `details`
    public static var details: Tag { Tag("details") }
    /// `div`
    public static var div: Tag { Tag("div") }
    /// `dl`
    public static var dl: Tag { Tag("dl") }
    /// `dt`
    public static var dt: Tag { Tag("dt") }
    /// `em`
    public static var em: Tag { Tag("em") }
    /// `fieldset`
    public static var fieldset: Tag { Tag("fieldset") }
    /// `footer`
    public static var footer: Tag { Tag("footer") }
    /// `form`
    public static var form: Tag { Tag("form") }
    /// `h1`
    public static var h1: Tag { Tag("h1") }
    /// `h2`
    public static var h2: Tag { Tag("h2") }
    /// `h3`
    public static var h3: Tag { Tag("h3") }
    /// `head`
    public static var head: Tag { Tag("head") }
    /// `header`
    public static var header: Tag { Tag("header") }
    /// `html`
    public static var html: Tag { Tag("html") }
    /// `label`
    public static var label: Tag { Tag("label") }
    /// `legend`
    public static var legend: Tag { Tag("legend") }
    /// `li`
    public static var li: Tag { Tag("li") }
    /// `main`
    public static var main: Tag { Tag("main") }
    /// `nav`
    public static var nav: Tag { Tag("nav") }
    /// `ol`
    public static var ol: Tag { Tag("ol") }
    /// `optgroup`
    public static var optgroup: Tag { Tag("optgroup") }
    /// `option`
    public static var option: Tag { Tag("option") }
    /// `p`
    public static var p: Tag { Tag("p") }
    /// `section`
    public static var section: Tag { Tag("section") }
    /// `select`
    public static var select: Tag { Tag("select") }
    /// `small`
    public static var small: Tag { Tag("small") }
    /// `span`
    public static var span: Tag { Tag("span") }
    /// `strong`
    public static var strong: Tag { Tag("strong") }
    /// `summary`
    public static var summary: Tag { Tag("summary") }
    /// `table`
    public static var table: Tag { Tag("table") }
    /// `tbody`
    public static var tbody: Tag { Tag("tbody") }
    /// `td`
    public static var td: Tag { Tag("td") }
    /// `textarea`
    public static var textarea: Tag { Tag("textarea") }
    /// `tfoot`
    public static var tfoot: Tag { Tag("tfoot") }
    /// `th`
    public static var th: Tag { Tag("th") }
    /// `thead`
    public static var thead: Tag { Tag("thead") }
    /// `time`
    public static var time: Tag { Tag("time") }
    /// `title`
    public static var title: Tag { Tag("title") }
    /// `tr`
    public static var tr: Tag { Tag("tr") }
    /// `ul`
    public static var ul: Tag { Tag("ul") }
    /// `br`
    public static var br: Tag { Tag("br", isVoid: true) }
    /// `hr`
    public static var hr: Tag { Tag("hr", isVoid: true) }
    /// `img`
    public static var img: Tag { Tag("img", isVoid: true) }
    /// `input`
    public static var input: Tag { Tag("input", isVoid: true) }
    /// `link`
    public static var link: Tag { Tag("link", isVoid: true) }
    /// `meta`
    public static var meta: Tag { Tag("meta", isVoid: true) }
    /// `del`
    public static var del: Tag { Tag("del") }
    /// `ins`
    public static var ins: Tag { Tag("ins") }
}
