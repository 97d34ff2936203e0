import Mobility
import ServiceKit

@main
enum MobilityProcess {
    static func main() async {
        await ServiceProcess.run(MobilityService.definition)
    }
}
