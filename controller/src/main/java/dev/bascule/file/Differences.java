package dev.bascule.file;

/** Compares what is wanted with what is observed. Pure. */
public final class Differences {
  private Differences() {}

  /** What has to be done for a resource to hold on a node that looks like this. */
  public static Difference between(Resource wanted, Observation observed) {
    if (wanted instanceof Resource.RegularFile file) {
      return PathDifferences.file(file, observed);
    } else if (wanted instanceof Resource.Directory directory) {
      return PathDifferences.directory(directory, observed);
    } else if (wanted instanceof Resource.SymbolicLink link) {
      return PathDifferences.link(link, observed);
    } else if (wanted instanceof Resource.AbsentPath absent) {
      return PathDifferences.absent(absent, observed);
    } else if (wanted instanceof Resource.ExistingPath existing) {
      return PathDifferences.existing(existing, observed);
    } else if (wanted instanceof Resource.Settings settings) {
      return SettingsDifferences.settings(settings, observed);
    } else if (wanted instanceof Resource.Sysctl sysctl) {
      return SystemDifferences.sysctl(sysctl, observed);
    } else if (wanted instanceof Resource.KernelModule module) {
      return SystemDifferences.module(module, observed);
    } else if (wanted instanceof Resource.Service service) {
      return SystemDifferences.service(service, observed);
    }
    return SystemDifferences.command((Resource.Command) wanted, observed);
  }
}
