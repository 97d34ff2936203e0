import Mobility
import ServiceKit

@main
enum MobilityProcess {
    static func main() async throws {
        try await ServiceProcess.run([MobilityService.definition])
    }
}
