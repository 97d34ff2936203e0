import Experts
import ServiceKit

@main
enum ExpertsProcess {
    static func main() async throws {
        try await ServiceProcess.run([ExpertsService.definition])
    }
}
