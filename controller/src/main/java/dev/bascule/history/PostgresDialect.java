package dev.bascule.history;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.postgresql.Driver;

/** One database on a server, for a team. Every wait on it has an end. */
final class PostgresDialect implements Dialect {
  // "bascule" in hexadecimal digits of its letters' places: any number that nobody else takes.
  static final long LOCK = 0x626173_63756c65L;

  private final HistoryPlace.OnServer place;

  PostgresDialect(HistoryPlace.OnServer place) {
    this.place = place;
  }

  @Override
  public String shown() {
    return place.shown();
  }

  @Override
  public Connection connect() throws SQLException {
    Properties settings = new Properties();
    settings.setProperty("connectTimeout", "3");
    settings.setProperty("loginTimeout", "3");
    settings.setProperty("socketTimeout", "15");
    settings.setProperty("ApplicationName", "bascule");
    set(settings, "user", place.user());
    set(settings, "password", place.password());
    String host = place.host().contains(":") ? "[" + place.host() + "]" : place.host();
    String url = "jdbc:postgresql://" + host + ":" + place.port() + "/" + place.database();
    Connection connection =
        new Driver()
            .connect(place.parameters().isEmpty() ? url : url + "?" + place.parameters(), settings);
    if (connection == null) {
      throw new SQLException("the driver does not take this URL");
    }
    return connection;
  }

  private static void set(Properties settings, String name, @Nullable String value) {
    if (value != null) {
      settings.setProperty(name, value);
    }
  }

  @Override
  public String asksForSchema() {
    return "SELECT count(*) FROM pg_class WHERE oid = to_regclass('bascule_schema')";
  }

  // Not as "options" of the connection, which a pooler such as PgBouncer refuses; and not for the
  // session, which a pooler gives to others with it. All of it is sent together.
  @Override
  public String begins() {
    return "BEGIN; SET LOCAL lock_timeout = '8s'; SET LOCAL statement_timeout = '10s'";
  }

  @Override
  public String keyed() {
    return "";
  }

  @Override
  public void prepare(Sql sql) {}

  @Override
  public boolean hasOneWriter() {
    return false;
  }

  @Override
  public void lock(Sql sql) throws SQLException {
    sql.list("SELECT pg_advisory_xact_lock(?)", row -> "", LOCK);
  }

  @Override
  public void shrink(Sql sql) {
    // The server vacuums by itself.
  }

  @Override
  public Instant now(Sql sql, Clock clock) throws SQLException {
    return sql.list(
            "SELECT floor(extract(epoch FROM clock_timestamp()) * 1000)::bigint AS now",
            row -> Instant.ofEpochMilli(row.getLong("now")))
        .get(0);
  }

  @Override
  public boolean isBroken(SQLException e) {
    return false;
  }

  // https://www.postgresql.org/docs/current/errcodes-appendix.html
  @Override
  public HistoryException explain(SQLException e) {
    String state = e.getSQLState() == null ? "" : e.getSQLState();
    String what = place.shown() + ": ";
    return switch (state) {
      case "28P01", "28000" ->
          new HistoryException(
              what + "the server does not let this user in: " + said(e),
              "a line in ~/.pgpass: HOST:PORT:DATABASE:USER:PASSWORD");
      case "3D000" ->
          new HistoryException(what + "there is no such database", "createdb " + place.database());
      case "42501" ->
          new HistoryException(
              what + "this user may not do that: " + said(e),
              "GRANT CREATE, USAGE ON SCHEMA public TO the user; to one that only writes: SELECT,"
                  + " INSERT, UPDATE, DELETE on the tables bascule_*");
      case "53100" -> new HistoryException(what + "the server's disk is full", "make room there");
      case "25006" ->
          new HistoryException(what + "the server takes no writes", "name its primary server");
      case "55P03", "57014" ->
          new HistoryException(
              what + "another program has had it locked for seconds",
              "SELECT * FROM pg_stat_activity WHERE application_name = 'bascule'");
      default ->
          new HistoryException(
              what + (state.startsWith("08") ? "it cannot be reached: " : "") + said(e),
              "is the server there? psql " + place.shown() + "; or --history off");
    };
  }

  // One line, without the severity.
  private static String said(SQLException e) {
    String message = e.getMessage() == null ? e.toString() : e.getMessage();
    return message
        .lines()
        .findFirst()
        .orElse("")
        .replaceFirst("^(FATAL|ERROR|PANIC): ", "")
        .strip();
  }
}
