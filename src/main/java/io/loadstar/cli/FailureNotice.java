package io.loadstar.cli;

import io.loadstar.cli.output.Json;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;

/**
 * What is posted when a command fails.
 *
 * @param text one sentence, as chats show it
 * @param command the verb
 * @param exitCode as the README's table has it
 * @param error the message that the command printed; empty if it failed day by day
 * @param at when it failed, in UTC
 */
record FailureNotice(
    String text,
    String command,
    String subjectArea,
    String batchDate,
    int exitCode,
    String error,
    String at) {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  static FailureNotice of(
      String command, String subjectArea, String batchDate, int exitCode, String error) {
    String what = (command + " " + subjectArea + " " + batchDate).strip();
    String text =
        "loadstar "
            + what
            + " ended with exit code "
            + exitCode
            + (error.isEmpty() ? "." : ": " + error);
    return new FailureNotice(
        text, command, subjectArea, batchDate, exitCode, error, Instant.now().toString());
  }

  /** Posts it; that nobody could be told is said, and changes nothing else. */
  void post(URI url, PrintWriter err) {
    try {
      HttpRequest request =
          HttpRequest.newBuilder(url)
              .timeout(PATIENCE)
              .header("Content-Type", "application/json")
              .POST(HttpRequest.BodyPublishers.ofString(json()))
              .build();
      int status =
          HttpClient.newBuilder()
              .connectTimeout(PATIENCE)
              .build()
              .send(request, HttpResponse.BodyHandlers.discarding())
              .statusCode();
      if (status >= 300) {
        undelivered(url, "it answered " + status, err);
      }
    } catch (IOException e) {
      undelivered(url, e.getClass().getSimpleName(), err);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private String json() {
    StringWriter text = new StringWriter();
    Json.printLine(new PrintWriter(text), this);
    return text.toString();
  }

  /** The rest of the address may be a secret. */
  private static void undelivered(URI url, String why, PrintWriter err) {
    err.println(
        "loadstar: "
            + url.getHost()
            + " could not be told of the failure ("
            + why
            + "): check --notify.");
  }
}
