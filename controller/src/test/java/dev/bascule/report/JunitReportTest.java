package dev.bascule.report;

import static dev.bascule.report.Plans.at;
import static dev.bascule.report.Plans.drifted;
import static dev.bascule.report.Plans.node;
import static dev.bascule.report.Plans.plan;
import static dev.bascule.report.Plans.update;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bascule.event.Outcome;
import dev.bascule.event.Phase;
import dev.bascule.model.Change.Layer;
import dev.bascule.model.Change.Verb;
import dev.bascule.model.Secrets;
import dev.bascule.plan.Plan;
import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.SchemaFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

class JunitReportTest {
  private final Secrets secrets = new Secrets();

  @Test
  void a_drift_check_is_a_suite_and_each_node_a_case_of_it() throws Exception {
    String xml =
        write(
            node("hn-1", new Outcome.InSync()),
            drifted(
                "hn-2",
                at(Layer.RUNTIME, Verb.UPDATE, "bridge br0"),
                at(Layer.RUNTIME, Verb.RUN, "service networking")));
    assertThat(xml)
        .isEqualTo(
            """
            <?xml version="1.0" encoding="UTF-8"?>
            <testsuites name="bascule drift" tests="2" failures="1" errors="0" time="1.500">
            <testsuite name="bascule drift" tests="2" failures="1" errors="0" time="1.500"\
             skipped="0" timestamp="2026-11-20T09:14:03">
            <testcase classname="bascule.drift" name="hn-1" time="0.120"/>
            <testcase classname="bascule.drift" name="hn-2" time="0.120">
            <failure type="drifted" message="not as wanted: 1 now, 1 to be run">drifted
              now, in what runs; gone after a reboot:
                vznet.conf  playbooks/site.yml:14:5
                  update bridge br0
              to be run:
                vznet.conf  playbooks/site.yml:14:5
                  would run service networking
            </failure>
            </testcase>
            </testsuite>
            </testsuites>
            """);
    valid(xml);
  }

  @Test
  void every_outcome_fits_the_schema_and_is_counted_as_what_it_is() throws Exception {
    Plan plan = plan("hn", update("/etc/x", "a\n", "b\n"));
    Document read =
        valid(
            write(
                node("a", new Outcome.InSync()),
                node("b", new Outcome.InSync(List.of("restart 101"))),
                node("c", new Outcome.Changed(plan, List.of())),
                node("d", new Outcome.Drifted(plan)),
                node("e", new Outcome.Pending(plan, "waits", "bascule confirm")),
                node("f", new Outcome.RolledBack(plan, "no proof", null)),
                node("g", new Outcome.RolledBackDiffers(plan, "no proof", List.of("-a", "+b"))),
                node("h", new Outcome.RollbackFailed(plan, "no proof", "reboot", List.of())),
                node("i", new Outcome.Refused(plan, "no", "look")),
                node("j", new Outcome.Failed(Phase.PROBE, "no sh", null, List.of())),
                node("k", new Outcome.Unreachable("no route", "ping it")),
                node("l", new Outcome.Unknown(plan, "lost", null)),
                node("m", new Outcome.Skipped("interrupted"))));
    Element suite = (Element) read.getElementsByTagName("testsuite").item(0);
    assertThat(suite.getAttribute("tests")).isEqualTo("13");
    for (String kind : List.of("failure", "error", "skipped")) {
      String attribute = kind.equals("skipped") ? kind : kind + "s";
      assertThat(suite.getAttribute(attribute))
          .isEqualTo("" + read.getElementsByTagName(kind).getLength());
    }
    assertThat(suite.getAttribute("failures")).isEqualTo("2");
    assertThat(suite.getAttribute("errors")).isEqualTo("7");
    assertThat(suite.getAttribute("skipped")).isEqualTo("1");
    Element unreachable = (Element) read.getElementsByTagName("error").item(5);
    assertThat(unreachable.getAttribute("message")).isEqualTo("unreachable: no route");
  }

  @Test
  void what_xml_cannot_hold_is_written_out_and_markup_is_text() throws Exception {
    String ugly = "<b a='1'>&amp; ]]> \u0000 \u001b[31m \ufffe \ud800 \ud83d\ude00 \u0085";
    Document read = valid(write(node("hn", new Outcome.Unreachable(ugly, "a\tb\nc \"quoted\""))));
    Element error = (Element) read.getElementsByTagName("error").item(0);
    String text =
        "unreachable: <b a='1'>&amp; ]]> \\x00 \\x1b[31m \\u{fffe} \\u{d800} \ud83d\ude00 \\x85";
    assertThat(error.getAttribute("message")).isEqualTo(text);
    assertThat(error.getTextContent()).isEqualTo(text + "\n  hint: a\tb\n        c \"quoted\"\n");
  }

  @Test
  void secrets_are_masked() throws IOException {
    secrets.add("s3cret!");
    assertThat(write(drifted("hn-1", update("/etc/s3cret!", "a\n", "pw s3cret!\n"))))
        .contains("********")
        .doesNotContain("s3cret!");
  }

  @Test
  void the_schema_refuses_what_is_not_of_the_form() {
    assertThatThrownBy(() -> valid("<testsuites><testsuite name=\"x\"/></testsuites>"))
        .isInstanceOf(SAXException.class);
  }

  private String write(NodeReport... nodes) throws IOException {
    RunReport report = new RunReport("drift", List.of(nodes), false, false);
    StringWriter out = new StringWriter();
    Instant began = Instant.parse("2026-11-20T09:14:03.700Z");
    JunitReport.write(
        new EndedRun(
            report,
            ExitCode.PENDING,
            began,
            Duration.ofMillis(1500),
            Extent.of(List.of(), List.of()),
            secrets,
            true),
        out);
    return out.toString();
  }

  private static Document valid(String xml) throws Exception {
    SchemaFactory.newInstance(XMLConstants.W3C_XML_SCHEMA_NS_URI)
        .newSchema(JunitReportTest.class.getResource("junit.xsd"))
        .newValidator()
        .validate(new StreamSource(new StringReader(xml)));
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new InputSource(new StringReader(xml)));
  }
}
