import FoundationEssentials

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#endif

extension MetricsCollector {
    /// The process as the kernel sees it, under the names that every exporter uses, and which release it is.
    static let process = MetricsCollector("process") { exposition in
        exposition.gauge(
            "yizhan_build_info", "The release that runs; always 1.", 1, [("version", Release.version)])
        #if os(Linux)
        guard let figures = ProcessFigures() else { return }
        exposition.counter(
            "process_cpu_seconds_total", "Total user and system CPU time spent in seconds.", figures.cpuSeconds)
        exposition.gauge("process_resident_memory_bytes", "Resident memory size in bytes.", figures.residentBytes)
        exposition.gauge("process_virtual_memory_bytes", "Virtual memory size in bytes.", figures.virtualBytes)
        exposition.gauge("process_threads", "Number of threads.", figures.threads)
        if let start = figures.startTime {
            exposition.gauge(
                "process_start_time_seconds", "Start time of the process since unix epoch in seconds.", start)
        }
        if let files = try? FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd") {
            exposition.gauge("process_open_fds", "Number of open file descriptors.", Double(files.count))
        }
        if let limit = RequestLimits.openFileLimit {
            exposition.gauge("process_max_fds", "Maximum number of open file descriptors.", Double(limit))
        }
        #endif
    }
}

#if os(Linux)
/// What `/proc/self/stat` says (proc(5)).
private struct ProcessFigures {
    let cpuSeconds: Double
    let threads: Double
    let virtualBytes: Double
    let residentBytes: Double
    let startTime: Double?

    init?() {
        guard let data = FileManager.default.contents(atPath: "/proc/self/stat") else { return nil }
        // The second field is the program's name, which may hold spaces and brackets.
        let fields = String(decoding: data, as: UTF8.self).split(separator: ")").last?.split(separator: " ") ?? []
        guard fields.count > 21, let user = Double(fields[11]), let system = Double(fields[12]),
            let threads = Double(fields[17]), let start = Double(fields[19]), let virtual = Double(fields[20]),
            let pages = Double(fields[21])
        else { return nil }
        let ticks = Double(sysconf(Int32(_SC_CLK_TCK)))
        self.cpuSeconds = (user + system) / ticks
        self.threads = threads
        self.virtualBytes = virtual
        self.residentBytes = pages * Double(sysconf(Int32(_SC_PAGESIZE)))
        let boot = FileManager.default.contents(atPath: "/proc/stat").map { String(decoding: $0, as: UTF8.self) }?
            .split(separator: "\n").first { $0.hasPrefix("btime ") }?.split(separator: " ").last.flatMap { Double($0) }
        self.startTime = boot.map { $0 + start / ticks }
    }
}
#endif
