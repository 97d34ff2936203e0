import Glibc

/// A file system in memory with little room, which goes when this process ends.
public struct SmallDisk: Sendable {
    /// Where it is; the servers' user owns it.
    public let folder: String

    /// Whether this process may mount file systems: root, in a container that was given the right.
    public static let isPossible: Bool =
        (try? Shell.run(
            "folder=$(mktemp -d) && mount -t tmpfs -o size=64k tmpfs \"$folder\" && umount \"$folder\" && rmdir \"$folder\""
        )) != nil

    /// Mounts one.
    public init(megabytes: Int) throws {
        let folder = TemporaryFolder.freshPath()
        self.folder = folder
        try Watchdog.start(
            onExit: "for attempt in 1 2 3 4 5 6; do umount -l '\(folder)'; rmdir '\(folder)' && break; sleep 0.3; done")
        try TemporaryFolder.make(folder)
        let owner = getuid() == 0 ? ",uid=$(id -u postgres),gid=$(id -g postgres)" : ""
        try Shell.run("mount -t tmpfs -o size=\(megabytes)m,mode=700\(owner) tmpfs '\(folder)'")
    }

    /// Takes all the room that is left.
    public func fill() throws {
        try Shell.run("dd if=/dev/zero of='\(self.folder)/filler' bs=4k 2>/dev/null || true")
    }

    /// Gives the room back.
    public func clear() throws {
        try Shell.run("rm -f '\(self.folder)/filler'")
    }

    /// Takes it away; what still has files open on it keeps them until it ends.
    public func unmount() throws {
        try Shell.run("umount -l '\(self.folder)' && rmdir '\(self.folder)'")
    }
}
