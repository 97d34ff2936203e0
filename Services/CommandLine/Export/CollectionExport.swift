import AsyncHTTPClient
import FoundationEssentials
import Model
import NIOCore
import NIOHTTP1
import YizhanClient

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// Writes the records of a collection as they arrive: a large one does not have to fit into memory.
public struct CollectionExport: Sendable {
    /// What the records are written as.
    public enum Format: String, Sendable {
        /// A line of names, then one record a line (RFC 4180).
        case csv
        /// One object a line (NDJSON), as `yizhan import` reads it.
        case json
    }

    private let path: String

    /// Prepares an export.
    ///
    /// - Parameters:
    ///   - collection: service and collection.
    ///   - filters: `field=value` each.
    ///   - format: what to write.
    /// - Throws: ``CommandError`` when `collection` or a filter has another form.
    public init(collection: String, filters: [String], format: Format) throws(CommandError) {
        var pairs: [String] = []
        for filter in filters {
            guard let equals = filter.firstIndex(of: "="), equals != filter.startIndex else {
                throw CommandError(.usage, "\"\(filter)\" is no filter; write field=value.")
            }
            let name = String(filter[..<equals]).queryEscaped
            pairs.append("\(name)=\(String(filter[filter.index(after: equals)...]).queryEscaped)")
        }
        self.path =
            try CollectionPath(collection).path + "/export.\(format.rawValue)"
            + (pairs.isEmpty ? "" : "?" + pairs.joined(separator: "&"))
    }

    /// Writes to a file, which is there only once it is complete, or to standard output.
    ///
    /// - Returns: the bytes written.
    /// - Throws: ``CommandError`` when the server refuses or the file cannot be written.
    public func write(to file: String?, from client: ServiceClient) async throws -> Int {
        let response = try await client.stream(.GET, self.path, headers: ["accept": "*/*"])
        guard let file else { return try await self.copy(response, to: .output, name: "standard output") }
        let temporary = "\(file).part"
        // Exported records are nobody else's business until their owner says so.
        let descriptor = open(temporary, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else {
            throw CommandError(.failed, "\(file) cannot be written: \(String(cString: strerror(errno))).")
        }
        do {
            let count = try await self.copy(response, to: Terminal(descriptor: descriptor), name: file)
            guard close(descriptor) == 0, rename(temporary, file) == 0 else {
                throw CommandError(.failed, "\(file) cannot be written: \(String(cString: strerror(errno))).")
            }
            return count
        } catch {
            unlink(temporary)
            throw error
        }
    }

    private func copy(_ response: HTTPClientResponse, to output: Terminal, name: String) async throws -> Int {
        var count = 0
        for try await buffer in response.body {
            guard output.write(bytes: Array(buffer.readableBytesView)) else {
                throw CommandError(.failed, "\(name) cannot be written: \(String(cString: strerror(errno))).")
            }
            count += buffer.readableBytes
        }
        return count
    }
}
