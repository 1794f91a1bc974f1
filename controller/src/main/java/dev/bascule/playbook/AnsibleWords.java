package dev.bascule.playbook;

import dev.bascule.playbook.kind.Kinds;
import dev.bascule.source.Problem;
import dev.bascule.source.ProblemCode;
import dev.bascule.source.YamlNode.Mapping;
import dev.bascule.source.YamlNode.Scalar;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Keys that Ansible knows and Bascule does not, each with what to do here. */
final class AnsibleWords {
  private static final String BECOME =
      "who acts on a node is the inventory's: ansible_become, ansible_become_user";
  private static final String LOGIN =
      "logins are the inventory's: ansible_user, ansible_connection";
  private static final String FAILURE =
      "a failed task ends the node's run; give the command a guard: creates, removes, unless";
  private static final String INCLUDE =
      "write the tasks here; several playbooks can be named on the command line";
  private static final String SCRIPT = "use 'script' with a guard (creates, removes, unless)";
  private static final String SETTINGS = "use 'settings' for single values, 'template' for a file";

  private static final Map<String, String> TASK = task();
  private static final Map<String, String> PLAY = play();

  private AnsibleWords() {}

  private static Map<String, String> both() {
    Map<String, String> words = new HashMap<>();
    put(words, BECOME, "become", "become_user", "become_method", "become_flags");
    put(words, LOGIN, "remote_user", "connection", "port", "user");
    put(words, FAILURE, "ignore_errors", "ignore_unreachable");
    put(words, "remove it: 'bascule plan' is the check mode", "check_mode", "diff");
    put(words, "remove it: values from a vault are masked by themselves", "no_log");
    put(words, "set 'env' inside the command or script", "environment");
    put(words, "use 'vars' and 'vars_files'", "module_defaults", "collections", "vars_prompt");
    put(
        words,
        "use 'serial', --forks and the deadlines of the command line",
        "throttle",
        "timeout",
        "run_once",
        "strategy",
        "order",
        "debugger");
    return words;
  }

  private static Map<String, String> play() {
    Map<String, String> words = both();
    put(
        words,
        "remove it: facts come with the one look at each node, when an expression uses them",
        "gather_facts",
        "gather_subset",
        "gather_timeout",
        "fact_path");
    put(words, "there are no roles: write the tasks here, templates beside the playbook", "roles");
    put(words, "put these tasks into 'tasks', in the order wanted", "pre_tasks", "post_tasks");
    put(words, "name both playbooks on the command line", "import_playbook", "include");
    put(words, "remove it: handlers run once, after the change", "force_handlers");
    return words;
  }

  private static Map<String, String> task() {
    Map<String, String> words = both();
    put(words, "write it in the play, beside 'hosts'", "any_errors_fatal");
    put(
        words,
        "facts are known before the tasks: use [=facts.NAME]",
        "register",
        "setup",
        "gather_facts",
        "stat",
        "service_facts");
    put(
        words,
        FAILURE,
        "failed_when",
        "changed_when",
        "until",
        "retries",
        "delay",
        "fail",
        "assert");
    put(words, "make them single tasks, each with the same 'when'", "block", "rescue", "always");
    put(
        words,
        INCLUDE,
        "include",
        "include_tasks",
        "import_tasks",
        "include_role",
        "import_role",
        "import_playbook",
        "meta");
    put(
        words,
        "use 'vars' of the task or the play, or 'vars_files'",
        "set_fact",
        "include_vars",
        "args");
    put(
        words,
        "give the other node a play of its own",
        "delegate_to",
        "delegate_facts",
        "local_action");
    addModules(words);
    return words;
  }

  private static void addModules(Map<String, String> words) {
    put(words, "let tasks notify the handler's name", "listen");
    put(words, "the variable of a loop is always 'item'", "loop_control");
    put(words, "remove it: --forks and deadlines belong to the command line", "async", "poll");
    put(
        words,
        SCRIPT,
        "shell",
        "raw",
        "expect",
        "apt",
        "yum",
        "dnf",
        "package",
        "pip",
        "user",
        "group",
        "cron",
        "get_url",
        "unarchive",
        "git",
        "mount",
        "hostname",
        "iptables",
        "debug");
    put(words, SETTINGS, "lineinfile", "blockinfile", "replace", "ini_file");
    put(words, "use 'service'", "systemd", "systemd_service", "sysvinit");
    put(words, "use 'kernel_module'", "modprobe");
    put(words, "use 'copy'; a folder: one task with a 'loop' over its files", "synchronize");
  }

  private static void put(Map<String, String> words, String hint, String... keys) {
    for (String key : keys) {
      words.put(key, hint);
    }
  }

  /** Whether an entry of a playbook names another playbook instead of being a play. */
  static boolean isImport(Mapping entry) {
    return entry.get("hosts").isEmpty()
        && (entry.get("import_playbook").isPresent() || entry.get("include").isPresent());
  }

  static @Nullable Problem inPlay(Scalar key) {
    String hint = PLAY.get(key.text());
    return hint == null ? null : problem(key, hint);
  }

  static @Nullable Problem inTask(Scalar key) {
    String text = key.text();
    if (text.startsWith("with_")) {
      return problem(key, "use 'loop' with a list: loop: \"[=name_of_a_list]\"");
    }
    int dot = text.lastIndexOf('.');
    String plain = text.substring(dot + 1);
    if (dot > 0 && Kinds.get(plain) != null) {
      return problem(key, "write '" + plain + ":'");
    }
    String hint = TASK.get(plain);
    if (hint == null) {
      hint = dot > 0 ? "there are no modules; kinds: " + String.join(", ", Kinds.names()) : null;
    }
    return hint == null ? null : problem(key, hint);
  }

  private static Problem problem(Scalar key, String hint) {
    return new Problem(
        ProblemCode.ANSIBLE_KEY,
        key.position(),
        "'" + key.text() + "' is Ansible's, which Bascule does not have",
        hint);
  }
}
