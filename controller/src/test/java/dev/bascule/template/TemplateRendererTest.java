package dev.bascule.template;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bascule.model.Secrets;
import dev.bascule.model.Value.Fields;
import dev.bascule.model.Value.Int;
import dev.bascule.model.Value.Items;
import dev.bascule.model.Value.Secret;
import dev.bascule.model.Value.Text;
import dev.bascule.source.Problem;
import dev.bascule.source.Problems;
import dev.bascule.source.SourceFile;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TemplateRendererTest {
  private final Problems problems = new Problems();
  private final Secrets secrets = new Secrets();
  private final TemplateRenderer renderer = new TemplateRenderer(secrets);
  private final Scope scope =
      Scope.of(
          Map.of(
              "bridge", new Text("br0"),
              "mtu", new Int(1500, "1500"),
              "quote", new Text("it's"),
              "lines", new Text("a\nup touch harm"),
              "two", new Text("br0 br1"),
              "password", new Secret("pa'ss"),
              "sysctls", new Fields(Map.of("net.ipv4.ip_forward", new Int(1))),
              "ports", new Items(List.of(new Text("eth0"), new Text("e t"), new Text("")))));

  private String render(String name, String text) {
    String rendered =
        renderer
            .render(new SourceFile(name, text), scope, problems)
            .orElseThrow(() -> new AssertionError(shown()));
    assertThat(problems.all()).isEmpty();
    return rendered;
  }

  private String problemsOf(String name, String text) {
    assertThat(renderer.render(new SourceFile(name, text), scope, problems)).isEmpty();
    return shown();
  }

  private String checkOf(String name, String text) {
    renderer.check(new SourceFile(name, text), problems);
    return shown();
  }

  private String shown() {
    return problems.all().stream().map(Problem::format).collect(Collectors.joining());
  }

  @Test
  void a_template_brought_from_ansible_is_refused_where_its_braces_stand() {
    assertThat(checkOf("x.conf.ftl", "# a { { b } }\nbridge={{ bridge }}\n"))
        .isEqualTo(
            """
            x.conf.ftl:2:8: error[jinja]: '{{' is Jinja, which Bascule does not have
              bridge={{ bridge }}
                     ^
              hint: write [=name] for the value of a variable; for two braces write [="{{"]
            """);
  }

  @Test
  void what_is_never_closed_is_shown_where_it_opens() {
    assertThat(checkOf("x.conf.ftl", "a\n[=bridge\nb\n"))
        .isEqualTo(
            """
            x.conf.ftl:2:1: error[template-syntax]: '[=' is never closed by ']'
              [=bridge
              ^
              hint: for a literal [= write [=r"[="]
            """);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          <#if mtu gt 1>x<#if mtu gt 2>y</#if>  | '<#if>' has no '</#if>' (close it)
          <#lst two as x>x</#lst>      | there is no '<#lst>' (did you mean 'list'?)
          <#list two>x</#list>         | '<#list' does not name its items (write <#list names as name>)
          <#if mtu = 1>x<#elseif></#if> | '<#elseif>' is not complete
          <#list ports as p><#if p = 'x'>y</#list></#if> | '</#list>' stands where '<#if>' is still open (close what was opened last first: </#if>)
          <#break>                     | '<#break>' cannot stand here (it belongs inside <#list> or <#switch>)
          <#-- a                       | '<#--' is never closed (close it with -->)
          <#assign x>                  | '<#assign' without a value (write <#assign name = value>)
          [=bridge ==]                 | unexpected ']'
          """)
  void what_is_wrong_is_said_in_plain_words(String template, String words) {
    renderer.check(new SourceFile("x.conf.ftl", template), problems);
    assertThat(problems.all())
        .extracting(p -> p.message() + (p.hint() == null ? "" : " (" + p.hint() + ")"))
        .containsExactly(words);
  }

  @Test
  void a_misspelt_fact_is_found_before_any_node_is_asked() {
    assertThat(checkOf("x.conf.ftl", "<#if facts.opnvz??>x</#if>\n"))
        .contains("no fact 'facts.opnvz'")
        .contains("did you mean 'facts.openvz'?");
  }

  @Test
  void each_value_of_a_shell_file_is_one_quoted_word() {
    assertThat(render("x.sh.ftl", "A=[=quote]\necho ${A[@]} ${#A} [[ $A ]] [=mtu] [=mtu + 1]\n"))
        .isEqualTo("A='it'\\''s'\necho ${A[@]} ${#A} [[ $A ]] '1500' '1501'\n");
  }

  @Test
  void a_list_of_a_shell_file_is_written_as_words() {
    assertThat(render("x.sh.ftl", "for p in [=words(ports)]; do :; done\n"))
        .isEqualTo("for p in 'eth0' 'e t' ''; do :; done\n");
    assertThat(render("x.sh.ftl", "<#list ports as p>\necho [=p]\n</#list>\n"))
        .isEqualTo("echo 'eth0'\necho 'e t'\necho ''\n");
  }

  @Test
  void the_language_of_a_file_is_found_from_its_first_line_or_its_name() {
    assertThat(render("hook.ftl", "#!/usr/bin/env bash\nA=[=quote]")).endsWith("A='it'\\''s'");
    assertThat(render("vps.umount.ftl", "A=[=bridge]")).isEqualTo("A='br0'");
    assertThat(render("ifcfg-br0.ftl", "DEVICE=[=bridge] X=[=quote]"))
        .isEqualTo("DEVICE=br0 X='it'\\''s'");
    assertThat(render("sysctl.conf.ftl", "<#list sysctls as k, v>\n[=k] = [=v]\n</#list>\n"))
        .isEqualTo("net.ipv4.ip_forward = 1\n");
    assertThat(render("a/interfaces.ftl", "auto [=bridge]\n up echo [=quote]\n mtu [=mtu]\n"))
        .isEqualTo("auto br0\n up echo 'it'\\''s'\n mtu 1500\n");
    assertThat(render("a.json.ftl", "{\"a\": [=quote + '\"\\n']}"))
        .isEqualTo("{\"a\": \"it's\\\"\\u000a\"}");
    assertThat(render("a.xml.ftl", "<a b=\"[=quote]\">[='<&']</a>"))
        .isEqualTo("<a b=\"it&#39;s\">&lt;&amp;</a>");
    assertThat(render("a.conf.ftl", "<#ftl output_format=\"shell\">\nA=[=quote]"))
        .isEqualTo("A='it'\\''s'");
  }

  @Test
  void a_value_inside_quotes_is_a_problem_that_says_remove_them() {
    assertThat(checkOf("x.sh.ftl", "#!/bin/sh\nA=\"[=bridge]\"\n"))
        .isEqualTo(
            """
            x.sh.ftl:2:4: error[template-quoting]: a value inside double quotes would break out of its own quotes
              A="[=bridge]"
                 ^
              hint: remove the quotes: [=x] brings its own
            """);
  }

  @Test
  void a_value_inside_quotes_is_found_in_a_branch_that_is_not_taken() {
    assertThat(checkOf("x.sh.ftl", "<#if false>\n\techo '[=bridge]'\n</#if>\n"))
        .startsWith("x.sh.ftl:2:8: error[template-quoting]: a value inside single quotes");
  }

  @Test
  void quotes_that_only_one_branch_opens_are_a_problem() {
    assertThat(checkOf("x.sh.ftl", "A=<#if mtu == 1>\"</#if>b\n"))
        .isEqualTo(
            """
            x.sh.ftl:1:3: error[template-quoting]: this part begins between words and ends inside double quotes
              A=<#if mtu == 1>"</#if>b
                ^
              hint: open and close quotes in the same part
            """);
  }

  @Test
  void the_text_that_is_really_written_counts() {
    // What follows the part is a comment only if the part is written.
    String template = "A=x<#if mtu == %s> </#if># it's\nB=[=bridge]\n";
    assertThat(render("x.sh.ftl", template.formatted("1500"))).endsWith("B='br0'\n");
    assertThat(problemsOf("x.sh.ftl", template.formatted("1")))
        .startsWith("x.sh.ftl:2:3: error[template-quoting]: a value inside single quotes");
  }

  @Test
  void a_line_break_is_refused_where_lines_are_settings() {
    assertThat(problemsOf("sysctl.conf.ftl", "a = [=mtu]\nb = [=lines]\n"))
        .isEqualTo(
            """
            sysctl.conf.ftl:2:5: error[template-value]: the value of [=lines] holds a line break, and each line of this file is a setting of its own
              b = [=lines]
                  ^
              hint: a value for this file is one line
            """);
  }

  @Test
  void a_value_of_interfaces_keeps_to_its_place() {
    assertThat(problemsOf("interfaces.ftl", "auto [=two]\n")).contains("is not one word");
    assertThat(problemsOf("interfaces.ftl", "iface eth0 inet static\n [=bridge] x\n"))
        .contains("a value cannot begin a line of this file");
    assertThat(problemsOf("interfaces.ftl", "iface a inet manual\n up echo \"[=bridge]\"\n"))
        .contains("a value inside double quotes");
  }

  @Test
  void a_value_outside_of_quotes_is_refused_in_an_xml_tag_and_inside_them_in_json() {
    assertThat(checkOf("a.xml.ftl", "<a b=[=bridge]/>")).contains("error[template-quoting]");
    assertThat(checkOf("a.json.ftl", "{\"a\": \"[=bridge]\"}")).contains("inside a string");
  }

  @Test
  void a_kind_of_file_whose_quoting_is_unknown_is_a_problem() {
    assertThat(checkOf("x.py.ftl", "x = [=bridge]\n"))
        .isEqualTo(
            """
            x.py.ftl:1:1: error[template-format]: Bascule does not know how values are quoted in this kind of file
              x = [=bridge]
              ^
              hint: use copy for a file without values, or begin the template with <#ftl output_format="…">; known: shell, settings, interfaces, json, xml, line
            """);
    assertThat(checkOf("hook.ftl", "#!/usr/bin/python\n"))
        .contains("hook.ftl:1:1: error[template-format]");
  }

  @Test
  void an_unknown_format_is_a_problem() {
    assertThat(checkOf("x.ftl", "<#ftl output_format=\"HTML\">\n"))
        .startsWith("x.ftl:1:6: error[template-format]: no output format 'HTML'\n");
    assertThat(checkOf("y.ftl", "<#ftl output_format=\"shell\" auto_esc=false>\n"))
        .startsWith("x.ftl:1:6")
        .contains("y.ftl:1:6: error[template-forbidden]");
  }

  @Test
  void there_is_no_way_to_raw_output() {
    for (String raw :
        List.of(
            "[=bridge?no_esc]",
            "[=bridge?noEsc]",
            "[=bridge ? no_esc]",
            "[=(bridge)?<#-- -->no_esc]",
            "<#noautoesc>[=bridge]</#noautoesc>",
            "<#outputformat 'plainText'>[=bridge]</#outputformat>",
            "<#assign x>rm [=bridge]</#assign>[=x]",
            "<#macro m>[=bridge]</#macro><@m/>",
            "<#function f>x</#function>",
            "<#include 'x'>",
            "<#import 'x' as x>",
            "<@('rm'?interpret)/>",
            "[='bridge'?eval]",
            "<#setting number_format='0'>",
            "<#attempt>[=bridge]<#recover></#attempt>",
            "<#escape x as x>[=bridge]</#escape>",
            "[='freemarker.template.utility.Execute'?new()('id')]",
            "<#stop>",
            "<#visit bridge>",
            "<#assign x = .data_model>",
            "<#if .now??></#if>",
            "<#list 1.. as i></#list>",
            "[=\"[=bridge?no_esc]\"]",
            "<#switch 1><#case bridge?eval></#switch>")) {
      Problems found = new Problems();
      assertThat(renderer.render(new SourceFile("x.sh.ftl", raw), scope, found)).as(raw).isEmpty();
      assertThat(found.all()).as(raw).isNotEmpty();
    }
  }

  @Test
  void an_unknown_variable_is_a_problem_at_its_place() {
    assertThat(problemsOf("x.sh.ftl", "A=[=bridge]\nB=[=brigde]\n"))
        .isEqualTo(
            """
            x.sh.ftl:2:5: error[unknown-variable]: no variable 'brigde'
              B=[=brigde]
                  ^
              hint: did you mean 'bridge'?
            """);
  }

  @Test
  void a_syntax_error_is_a_problem_in_one_line() {
    assertThat(checkOf("x.sh.ftl", "A=1\n<#if bridge>\n"))
        .contains("error[template-syntax]: ")
        .doesNotContain("freemarker", "FTL", "Tip");
    assertThat(checkOf("y.sh.ftl", "<#iff a></#iff>\n")).contains("y.sh.ftl:1:");
    assertThat(checkOf("z.sh.ftl", "A=[=a b]\n")).contains("z.sh.ftl:1:");
  }

  @Test
  void a_list_in_a_template_is_a_problem_that_says_words() {
    assertThat(problemsOf("x.sh.ftl", "A=[=ports]\n"))
        .isEqualTo(
            """
            x.sh.ftl:1:5: error[template-failed]: 'ports' is a list where text is wanted
              A=[=ports]
                  ^
              hint: join it: [=ports?join(" ")], or in a shell file: [=words(ports)]
            """);
  }

  @Test
  void a_template_that_writes_without_end_is_a_problem() {
    assertThat(problemsOf("x.sh.ftl", "<#list 1..1000000000 as i>xxxxxxxxxx</#list>"))
        .contains("error[template-failed]: this template writes more than 4 Mi characters");
  }

  @Test
  void a_secret_is_masked_in_its_quoted_form_too() {
    assertThat(render("x.sh.ftl", "P=[=password]\nQ=[=password?upper_case]\n"))
        .isEqualTo("P='pa'\\''ss'\nQ='PA'\\''SS'\n");
    assertThat(secrets.mask("P='pa'\\''ss' PA'SS")).isEqualTo("P=******** ********");
  }

  @Test
  void the_names_of_a_template_are_the_variables_that_it_may_read() {
    assertThat(
            renderer.names(
                new SourceFile(
                    "x.sh.ftl",
                    "<#list ports as p>\nA=[=p + q.r]\n</#list>\n<#if s?? && t></#if>"
                        + "<#assign u = v>[=netmask_of(u)] [=\"[=w]\"]\n")))
        .containsExactlyInAnyOrder("ports", "q", "s", "t", "v", "w");
  }

  @Test
  void the_parts_of_an_address_are_functions() {
    assertThat(
            render(
                "a.conf.ftl",
                "[=address_of('10.0.0.7/26')] [=prefix_of('10.0.0.7/26')] [=netmask_of('10.0.0.7/26')]"
                    + " [=network_of('10.0.0.77/26')] [=broadcast_of('10.0.0.77/26')]"
                    + " [=network_of('2001:db8::77/64')] [=network_of('1.2.3.4/0')] [=address_of('::1')]"))
        .isEqualTo("10.0.0.7 26 255.255.255.192 10.0.0.64 10.0.0.127 2001:db8:: 0.0.0.0 ::1");
    assertThat(problemsOf("a.conf.ftl", "[=netmask_of('10.0.0.256/24')]"))
        .contains("'10.0.0.256/24' is not an address with a prefix");
  }
}
