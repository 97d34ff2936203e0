/// What `yizhan up` says when it is ready, in Chinese and English.
public struct Banner: Sendable {
    private let state: ReadyState
    private let folder: DataFolder
    private let isDetached: Bool

    /// Makes the text for a running process.
    public init(_ state: ReadyState, folder: DataFolder, isDetached: Bool) {
        self.state = state
        self.folder = folder
        self.isDetached = isDetached
    }

    /// The text.
    public func text(style: Style) -> String {
        var lines = ["", "  " + style.strong("驿站已就绪 · Yizhan is ready"), ""]
        if let link = self.state.link {
            lines += ["  登录链接（只能用一次）· One-time sign-in link:", "    " + style.name(link)]
        } else {
            lines += ["  网址 · Address:", "    " + style.name(self.state.url)]
        }
        let stop = self.isDetached ? "deploy/down\(self.folder.option)" : "Ctrl-C"
        lines += [
            "",
            "  数据目录 · Data folder:    \(self.folder.path)",
            "  新的登录链接 · New link:    yizhan link\(self.folder.option)",
            "  停止 · Stop:               \(stop)",
        ]
        if self.isDetached { lines.append("  日志 · Log:                \(self.folder.log)") }
        return lines.joined(separator: "\n") + "\n"
    }
}
