import Events
import ServiceKit

@main
enum EventsProcess {
    static func main() async throws {
        try await ServiceProcess.run([EventsService.definition])
    }
}
