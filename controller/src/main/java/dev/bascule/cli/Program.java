package dev.bascule.cli;

import dev.bascule.report.ExitCode;
import dev.bascule.source.ProblemsException;
import java.util.Arrays;
import java.util.List;

/** One run of the program, from its arguments to its exit code. */
final class Program {
  private final Surroundings around;
  private final Commands commands;

  Program(Surroundings around, Commands commands) {
    this.around = around;
    this.commands = commands;
  }

  /** Runs; whatever happens there is an exit code, and a stack trace only when asked for. */
  ExitCode run(String... arguments) {
    String command = arguments.length == 0 ? "" : " " + arguments[0];
    try {
      return dispatch(Arrays.asList(arguments));
    } catch (UsageException e) {
      boolean known = arguments.length > 0 && CommandName.of(arguments[0]).isPresent();
      around.err().println("bascule" + (known ? command : "") + ": " + e.getMessage());
      if (e.hint() != null) {
        around.err().println("  hint: " + e.hint());
      }
      return e.code();
    } catch (ProblemsException e) {
      around.err().print(e.getMessage());
      return ExitCode.PROBLEMS;
    } catch (InterruptedException e) {
      return ExitCode.INTERRUPTED;
    } catch (RuntimeException | Error e) {
      Bug.tell(e, Arrays.asList(arguments), around);
      return ExitCode.BUG;
    } finally {
      around.out().flush();
      around.err().flush();
    }
  }

  private ExitCode dispatch(List<String> arguments)
      throws UsageException, ProblemsException, InterruptedException {
    String first = arguments.isEmpty() ? "" : arguments.get(0);
    switch (first) {
      case "" -> {
        around.err().print(HelpText.program());
        return ExitCode.USAGE;
      }
      case "-h", "--help" -> {
        around.out().print(HelpText.program());
        return ExitCode.OK;
      }
      case "-V", "--version" -> {
        around.out().println(Version.text());
        return ExitCode.OK;
      }
      case "help" -> {
        return help(arguments.subList(1, arguments.size()));
      }
      default -> {
        CommandName name = CommandLineReader.command(first);
        List<String> rest = arguments.subList(1, arguments.size());
        if (asksForHelp(rest)) {
          return help(List.of(first));
        }
        return commands.run(CommandLineReader.read(name, rest), around);
      }
    }
  }

  // Before the rest is read, so that help is given also where an argument is missing or wrong.
  private static boolean asksForHelp(List<String> arguments) {
    int end = arguments.indexOf("--");
    List<String> options = end < 0 ? arguments : arguments.subList(0, end);
    return options.contains("-h") || options.contains("--help");
  }

  private ExitCode help(List<String> about) throws UsageException {
    around
        .out()
        .print(
            about.isEmpty()
                ? HelpText.program()
                : HelpText.command(CommandLineReader.command(about.get(0))));
    return ExitCode.OK;
  }
}
