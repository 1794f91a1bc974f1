package dev.bascule.schedule;

import java.util.List;
import java.util.stream.Collectors;

/**
 * A CronJob of Kubernetes whose Jobs are indexed: each pod checks one shard of the fleet.
 *
 * @param image with bascule in it
 * @param shards how many pods
 * @param config the ConfigMap that is /etc/bascule in the pods, and their working folder
 * @param secret the Secret with the key {@code key}: a private SSH key
 */
public record KubernetesManifest(String image, int shards, String config, String secret) {
  private static final String KEY = "/run/bascule/key";

  /** The manifest. */
  public String of(Check check) {
    String arguments =
        check.arguments().stream()
            .map(word -> "                - " + Quoted.yaml(word.replace("$", "$$")) + "\n")
            .collect(Collectors.joining());
    String jitter =
        check.jitter().isZero() ? "" : list(List.of("--jitter", check.jitter().toSeconds() + "s"));
    return Check.MARK
        + HEAD.formatted(check.name(), Quoted.yaml(check.times().text()), shards, shards)
        + "              image: "
        + Quoted.yaml(image)
        + "\n              command:\n"
        + list(List.of("/bin/sh", "-c", script(), "bascule-drift", check.program(), "drift"))
        + list(List.of("--private-key", KEY))
        + jitter
        + "              args:\n"
        + arguments
        + TAIL.formatted(
            Quoted.yaml(variables(check.name())), Quoted.yaml(config), Quoted.yaml(secret));
  }

  /** The Secret with variables for a check of this name; it need not be there. */
  public static String variables(String name) {
    return name + "-env";
  }

  // $$ is Kubernetes' own way to say $. Drift is a finding, not a crash: a pod that found some ends
  // well.
  private String script() {
    return ("BASCULE_SHARD=$((JOB_COMPLETION_INDEX + 1))/"
            + shards
            + " \"$@\"; code=$?; [ $code -ne 2 ] || exit 0; exit $code")
        .replace("$", "$$");
  }

  private static String list(List<String> words) {
    return words.stream()
        .map(word -> "                - " + Quoted.yaml(word) + "\n")
        .collect(Collectors.joining());
  }

  private static final String HEAD =
      """
      # For Kubernetes 1.29 or later: one shard that fails must not end the others.
      apiVersion: batch/v1
      kind: CronJob
      metadata:
        name: %s
      spec:
        schedule: %s
        concurrencyPolicy: Forbid
        startingDeadlineSeconds: 600
        jobTemplate:
          spec:
            completionMode: Indexed
            completions: %d
            parallelism: %d
            backoffLimitPerIndex: 0
            activeDeadlineSeconds: 3600
            ttlSecondsAfterFinished: 86400
            template:
              spec:
                restartPolicy: Never
                automountServiceAccountToken: false
                securityContext:
                  runAsNonRoot: true
                  runAsUser: 65532
                  runAsGroup: 65532
                  fsGroup: 65532
                  seccompProfile: {type: RuntimeDefault}
                containers:
                  - name: drift
      """;

  private static final String TAIL =
      """
                    workingDir: /etc/bascule
                    envFrom:
                      - secretRef: {name: %s, optional: true}
                    env:
                      - {name: HOME, value: /var/lib/bascule-drift}
                      - {name: XDG_STATE_HOME, value: /var/lib/bascule-drift}
                    securityContext:
                      allowPrivilegeEscalation: false
                      readOnlyRootFilesystem: true
                      capabilities: {drop: [ALL]}
                    resources:
                      requests: {cpu: 100m, memory: 256Mi}
                      limits: {memory: 512Mi}
                    volumeMounts:
                      - {name: config, mountPath: /etc/bascule, readOnly: true}
                      - {name: key, mountPath: /run/bascule, readOnly: true}
                      - {name: state, mountPath: /var/lib/bascule-drift}
                      - {name: tmp, mountPath: /tmp}
                volumes:
                  - name: config
                    configMap: {name: %s}
                  - name: key
                    secret: {secretName: %s, defaultMode: 0440}
                  - name: state
                    emptyDir: {}
                  - name: tmp
                    emptyDir: {}
      """;
}
