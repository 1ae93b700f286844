package io.loadstar.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import io.loadstar.support.Folders;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A failure is posted to whom the command names. */
class NotifyTest {
  private final List<String> posted = Collections.synchronizedList(new ArrayList<>());
  private HttpServer server;
  private Project project;

  @BeforeEach
  void listen() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/hook",
        exchange -> {
          posted.add(
              new String(
                  exchange.getRequestBody().readAllBytes(),
                  java.nio.charset.StandardCharsets.UTF_8));
          int status = exchange.getRequestURI().getQuery() == null ? 200 : 403;
          exchange.sendResponseHeaders(status, -1);
          exchange.close();
        });
    server.start();
    project = Project.edtech(Folders.temporary("notify"));
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private String hook() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/hook";
  }

  @Test
  void failedLoadIsPosted() throws IOException {
    Project.Result result = project.load("edtech", "2031-01-01", "--notify", hook());
    assertThat(result.exitCode()).isEqualTo(4);
    assertThat(posted).hasSize(1);
    JsonNode notice = new ObjectMapper().readTree(posted.get(0));
    assertThat(notice.path("subject_area").asText()).isEqualTo("edtech");
    assertThat(notice.path("batch_date").asText()).isEqualTo("2031-01-01");
    assertThat(notice.path("exit_code").asInt()).isEqualTo(4);
    assertThat(notice.path("error").asText()).startsWith("Input is not there: ");
    assertThat(notice.path("text").asText())
        .startsWith("loadstar load edtech 2031-01-01 ended with exit code 4: Input is not there");
  }

  @Test
  void goodLoadIsNot() {
    Project.Result result = project.load("edtech", "2025-06-01", "--notify", hook());
    assertThat(result.exitCode()).as(result.err()).isZero();
    assertThat(posted).isEmpty();
  }

  @Test
  void backfillOfWhichADayFailsIsPosted() {
    Project.Result result =
        project.run(
            "backfill", "edtech", "--from", "2031-01-01", "--to", "2031-01-02", "--notify", hook());
    assertThat(result.exitCode()).isEqualTo(4);
    assertThat(posted).hasSize(1);
    assertThat(posted.get(0)).contains("loadstar backfill edtech ended with exit code 4.");
  }

  @Test
  void whoCannotBeToldIsSaidWithoutTheAddressItself() {
    Project.Result refused = project.load("edtech", "2031-01-01", "--notify", hook() + "?secret");
    assertThat(refused.err())
        .contains("loadstar: 127.0.0.1 could not be told of the failure (it answered 403)")
        .doesNotContain("secret");
    server.stop(0);
    Project.Result gone = project.load("edtech", "2031-01-01", "--notify", hook());
    assertThat(gone.err())
        .contains("loadstar: 127.0.0.1 could not be told of the failure (ConnectException)");
    assertThat(gone.exitCode()).isEqualTo(4);
  }

  @Test
  void onlyAddressesOfTheWebAreTaken() {
    Project.Result result = project.load("edtech", "2031-01-01", "--notify", "me@host.example");
    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.err())
        .contains("Invalid value for option '--notify'")
        .contains("it must be http:// or https:// and the name of a host");
    assertThat(
            project
                .load("edtech", "2031-01-01", "--notify", "http://alert_hook:1/secret")
                .exitCode())
        .isEqualTo(2);
  }
}
