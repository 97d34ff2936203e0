import FoundationEssentials

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// Makes the folder and checks that the server's user can work in it.
struct FolderPreparation {
    let folder: ClusterFolder
    let user: ServerUser

    /// Makes a folder for `path` and its parents where they are missing, and names it without symbolic links.
    static func folder(at path: String) throws -> ClusterFolder {
        let manager = FileManager.default
        let absolute = path.hasPrefix("/") ? path : "\(manager.currentDirectoryPath)/\(path)"
        do {
            try manager.createDirectory(atPath: absolute, withIntermediateDirectories: true)
        } catch {
            throw EmbeddedPostgresError(
                Self.isDiskFull(error) ? .diskFull : .folderNotUsable,
                "The folder \(absolute) cannot be made: \(String(cString: strerror(errno)))."
            )
        }
        guard let resolved = realpath(absolute, nil) else {
            throw EmbeddedPostgresError(.folderNotUsable, "The folder \(absolute) cannot be reached.")
        }
        defer { free(resolved) }
        return ClusterFolder(path: String(cString: resolved))
    }

    /// Makes what lies below the folder, gives it to the server's user, and lets that user try it.
    func prepare() async throws {
        try self.own(self.folder.path)
        for path in [self.folder.log, self.folder.socket] {
            try self.make(path)
        }
        guard self.user.isOther else { return }
        let attempt = try? await ServerCommand(user: self.user).run("/bin/sh", ["-c", "cd \"$0\"", self.folder.path])
        guard attempt?.succeeded == true else {
            throw EmbeddedPostgresError(.folderNotUsable, self.explainUnreachable())
        }
    }

    /// Makes one folder that only the server's user may enter; one that exists is given to that user.
    func make(_ path: String) throws {
        guard mkdir(path, 0o700) == 0 || errno == EEXIST else {
            throw EmbeddedPostgresError(
                errno == ENOSPC ? .diskFull : .folderNotUsable,
                "The folder \(path) cannot be made: \(String(cString: strerror(errno)))."
            )
        }
        try self.own(path)
    }

    /// A folder for the socket whose name fits into a socket address.
    ///
    /// A new, unguessable one below `/tmp` when the folder's own path is too long: `XDG_RUNTIME_DIR` would go away
    /// under a detached server when its user signs out.
    func socketFolder() throws -> String {
        if ClusterFolder.fitsSocketAddress(self.folder.socket) { return self.folder.socket }
        var template = Array("/tmp/yizhan-XXXXXX".utf8CString)
        guard mkdtemp(&template) != nil else {
            throw EmbeddedPostgresError(
                .folderNotUsable,
                "The path \(self.folder.socket) is too long for a socket, and no short folder can be made in /tmp: "
                    + "\(String(cString: strerror(errno))). Choose a data folder with a shorter path."
            )
        }
        let path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
        try self.own(path)
        return path
    }

    /// Writes the settings this version of the program wants; an administrator's own stay where they are.
    func writeSettings() throws {
        do {
            try ServerSettings.file(log: self.folder.log)
                .write(toFile: self.folder.settings, atomically: false, encoding: .utf8)
        } catch {
            throw EmbeddedPostgresError(
                Self.isDiskFull(error) ? .diskFull : .folderNotUsable, "\(self.folder.settings) cannot be written.")
        }
        if self.user.isOther { chown(self.folder.settings, self.user.user, self.user.group) }
    }

    private func own(_ path: String) throws {
        let changed = self.user.isOther ? chown(path, self.user.user, self.user.group) : 0
        guard changed == 0, chmod(path, 0o700) == 0 else {
            throw EmbeddedPostgresError(
                .folderNotUsable,
                "The folder \(path) cannot be made private to user \(self.user.name): \(String(cString: strerror(errno)))."
            )
        }
    }

    /// Names the first folder on the way that the user may not enter, as far as plain permissions tell.
    private func explainUnreachable() -> String {
        var path = ""
        for part in self.folder.path.split(separator: "/") {
            path += "/\(part)"
            var information = stat()
            guard stat(path, &information) == 0 else { break }
            let needed: mode_t =
                if information.st_uid == self.user.user { 0o100 } else if information.st_gid == self.user.group {
                    0o010
                } else { 0o001 }
            if information.st_mode & needed == 0 {
                return "PostgreSQL runs as user \(self.user.name) here, who may not enter \(path), so the database "
                    + "cannot live in \(self.folder.path). Run \"chmod o+x \(path)\" or choose another data folder."
            }
        }
        return "PostgreSQL runs as user \(self.user.name) here, who cannot reach \(self.folder.path). "
            + "Choose another data folder."
    }

    private static func isDiskFull(_ error: any Error) -> Bool {
        (error as? CocoaError)?.code == .fileWriteOutOfSpace
    }
}
