import Experts
import ServiceKit

@main
enum ExpertsProcess {
    static func main() async {
        await ServiceProcess.run(ExpertsService.definition)
    }
}
