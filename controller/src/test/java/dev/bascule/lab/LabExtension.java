package dev.bascule.lab;

import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Gives the tests of a {@link LabTest} their nodes, or a stated reason why there are none. */
final class LabExtension
    implements ExecutionCondition, BeforeAllCallback, AfterAllCallback, ParameterResolver {
  private static final Namespace NAMESPACE = Namespace.create(LabExtension.class);

  /** Set by {@code lab/test} for the processes that it starts inside the controller's namespace. */
  private static final String INSIDE = "BASCULE_LAB_INSIDE";

  @Override
  public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
    if (System.getenv(INSIDE) != null) {
      return ConditionEvaluationResult.enabled("inside the lab");
    }
    return mustRun()
        ? ConditionEvaluationResult.enabled("required: beforeAll fails it")
        : ConditionEvaluationResult.disabled(
            "needs virtual hardware nodes, and so root: run 'sudo lab/test'");
  }

  @Override
  public void beforeAll(ExtensionContext context) {
    String inside = System.getenv(INSIDE);
    if (inside == null) {
      throw new IllegalStateException(
          "lab tests are required here, but this is not the lab: run them through lab/test");
    }
    Lab lab = new Lab(new LabScript(script(), Path.of(inside)), wanted(context));
    lab.startFresh();
    context.getStore(NAMESPACE).put(Lab.class, lab);
  }

  @Override
  public void afterAll(ExtensionContext context) {
    Lab lab = context.getStore(NAMESPACE).remove(Lab.class, Lab.class);
    if (lab != null) {
      lab.rest();
    }
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == Lab.class;
  }

  @Override
  public @Nullable Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return context.getStore(NAMESPACE).get(Lab.class);
  }

  private static boolean mustRun() {
    return "true".equals(System.getenv("CI")) || "required".equals(System.getenv("BASCULE_LAB"));
  }

  private static LabTest wanted(ExtensionContext context) {
    return Optional.ofNullable(context.getRequiredTestClass().getAnnotation(LabTest.class))
        .orElseThrow(() -> new IllegalStateException("@LabTest belongs on the test class itself"));
  }

  /** Surefire works in the module's folder; an editor may work in the checkout's. */
  private static Path script() {
    Path here = Path.of("").toAbsolutePath();
    Path checkout = here.endsWith("controller") ? here.resolve("..").normalize() : here;
    return checkout.resolve("lab/lab");
  }
}
