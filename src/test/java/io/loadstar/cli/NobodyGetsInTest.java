package io.loadstar.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.loadstar.support.Db;
import io.loadstar.support.Folders;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The embedded warehouse and the other users of its machine. */
@Tag("slow")
class NobodyGetsInTest {
  @TempDir Path folder;

  /** In a process of its own, as commands are. */
  private Project.Result run(String... args) {
    try (Loader command = new Loader(Project.at(folder), args)) {
      int code = command.end();
      return new Project.Result(code, command.printed(), command.printed());
    }
  }

  @AfterEach
  void stop() {
    run("warehouse", "stop");
  }

  private static String withoutPassword(String port) {
    return "jdbc:postgresql://127.0.0.1:" + port + "/postgres?user=postgres";
  }

  private static String mode(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }

  @Test
  void nobodyWithoutThePasswordFile() throws IOException {
    String url = run("warehouse", "start").out().strip();
    Path home = folder.resolve(".loadstar");
    assertThat(url).endsWith("&passfile=" + home.resolve("pgpass"));
    assertThat(mode(home)).isEqualTo("rwx------");
    assertThat(mode(home.resolve("pgpass"))).isEqualTo("rw-------");
    assertThat(home.resolve("initdb.password")).doesNotExist();
    for (String user : List.of("postgres", "edtech_reader", "nobody")) {
      assertThatThrownBy(
              () ->
                  Db.value(
                      withoutPassword(Embedded.port(folder)).replace("=postgres", "=" + user),
                      "select 1"))
          .hasStackTraceContaining("password");
    }
    String owner = Embedded.connection(folder);
    assertThat(Db.value(owner, "select current_setting('unix_socket_directories')")).isEmpty();
    assertThat(Db.value(owner, "select current_setting('listen_addresses')"))
        .isEqualTo("127.0.0.1");
    assertThat(Db.rows(owner, "select distinct auth_method from pg_hba_file_rules"))
        .containsExactly("scram-sha-256");
  }

  /** What was reported as loaded is on the disk. */
  @Test
  void whatIsCommittedIsDurable() {
    run("warehouse", "start");
    for (String setting : List.of("fsync", "synchronous_commit", "full_page_writes")) {
      assertThat(Db.value(Embedded.connection(folder), "select current_setting('" + setting + "')"))
          .as(setting)
          .isEqualTo("on");
    }
  }

  @Test
  void anotherUserReadsAndStartsNothingOfOurs() throws Exception {
    Assumptions.assumeTrue(
        "root".equals(System.getProperty("user.name")) && Files.exists(Path.of("/bin/su")),
        "skipped: only root can try as another user");
    run("warehouse", "start");
    Path home = folder.resolve(".loadstar");
    try (Stream<Path> binaries = Files.list(home.resolve("binaries"))) {
      assertThat(binaries).isNotEmpty();
    }
    for (Path parent = folder; parent != null; parent = parent.getParent()) {
      // The project itself may be open to all.
      if (!parent.equals(Path.of("/"))) {
        new ProcessBuilder("chmod", "o+x", parent.toString()).start().waitFor();
      }
    }
    for (String tried :
        List.of(
            "cat " + home.resolve("pgpass"),
            "ls " + home,
            "touch " + home.resolve("binaries/planted"))) {
      Process other =
          new ProcessBuilder("su", "nobody", "-s", "/bin/sh", "-c", tried)
              .redirectErrorStream(true)
              .start();
      String said = new String(other.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(other.waitFor()).as(tried).isNotZero();
      assertThat(said).as(tried).contains("Permission denied");
    }
  }

  /** Older versions let everybody on the machine in, as a superuser. */
  @Test
  void folderOfAnOlderVersionGetsAPassword() throws IOException {
    Path data = folder.resolve(".loadstar/postgres");
    Files.createDirectories(data.getParent());
    try (EmbeddedPostgres open =
        EmbeddedPostgres.builder().setDataDirectory(data).setCleanDataDirectory(false).start()) {
      String url = withoutPassword(Integer.toString(open.getPort()));
      Db.rows(url, "select 1");
      io.loadstar.support.TestWarehouse.execute(url, "create table kept as select 42 as answer");
    }
    assertThat(run("warehouse", "start").exitCode()).isZero();
    assertThatThrownBy(() -> Db.value(withoutPassword(Embedded.port(folder)), "select 1"))
        .hasStackTraceContaining("password");
    assertThat(Db.value(Embedded.connection(folder), "select answer from kept")).isEqualTo("42");
  }

  /** A server that died leaves its number behind; another program may have it now. */
  @Test
  void programThatHasTheDeadServersNumberIsLeftAlone() throws Exception {
    run("warehouse", "start");
    String left = Folders.read(folder.resolve(".loadstar/postgres/postmaster.pid"));
    run("warehouse", "stop");
    Process other = new ProcessBuilder("sleep", "60").start();
    try {
      Folders.write(
          folder.resolve(".loadstar/postgres/postmaster.pid"),
          left.replaceFirst("^[0-9]+", Long.toString(other.pid())));
      assertThat(run("warehouse", "url").exitCode()).isNotZero();
      assertThat(run("warehouse", "stop").out()).contains("not running");
      assertThat(run("warehouse", "start").exitCode()).isZero();
      assertThat(other.isAlive()).isTrue();
    } finally {
      other.destroy();
    }
  }

  @Test
  void passwordThatIsWrongStopsTheServerAgain() {
    run("warehouse", "start");
    run("warehouse", "stop");
    Path pgpass = folder.resolve(".loadstar/pgpass");
    String right = Folders.read(pgpass);
    Folders.write(pgpass, "127.0.0.1:*:*:postgres:wrong\n");
    Project.Result result = run("warehouse", "start");
    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.err())
        .contains("The embedded PostgreSQL refused the password in " + pgpass)
        .contains("It was stopped again.", "remove the file: the next start sets a new one.");
    assertThat(run("warehouse", "url").exitCode()).isNotZero();

    Folders.write(pgpass, right);
    Folders.write(folder.resolve(".loadstar/port"), "");
    assertThat(run("warehouse", "start").exitCode()).as("an empty port file").isZero();
  }
}
