// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.s3;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A server that fails as it is told to: it passes requests on to one that does not check
 * signatures, so that it may change what it passes. Each connection serves one request.
 */
final class FaultyServer implements AutoCloseable {
    private final ServerSocket listener;
    private final URI behind;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Queue<Rule> rules = new ConcurrentLinkedQueue<>();
    private final Queue<String> requests = new ConcurrentLinkedQueue<>();
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();

    FaultyServer(String behind) throws IOException {
        this.behind = URI.create(behind);
        this.listener = new ServerSocket(0, 200, InetAddress.getLoopbackAddress());
        start(this::accept);
    }

    String endpoint() {
        return "http://127.0.0.1:" + listener.getLocalPort();
    }

    /** From now on, requests whose first line matches meet this fault, so many times. */
    void fail(Fault fault, String requestLine, int times) {
        rules.add(new Rule(fault, Pattern.compile(requestLine), times));
    }

    /** From now on nothing fails. */
    void heal() {
        rules.clear();
    }

    /** How many requests came whose first line matches. */
    long count(String requestLine) {
        Pattern pattern = Pattern.compile(requestLine);
        return requests.stream().filter(line -> pattern.matcher(line).find()).count();
    }

    /** The first lines of the requests that came since this was asked last. */
    List<String> taken() {
        List<String> taken = new ArrayList<>();
        for (String line = requests.poll(); line != null; line = requests.poll()) {
            taken.add(line);
        }
        return taken;
    }

    @Override
    public void close() throws IOException {
        closed.countDown();
        listener.close();
        for (Socket socket : open) {
            socket.close();
        }
    }

    private void accept() {
        try {
            while (true) {
                Socket client = listener.accept();
                open.add(client);
                start(() -> serve(client));
            }
        } catch (IOException e) {
            // It was closed.
        }
    }

    private void serve(Socket client) {
        try (client) {
            InputStream in = new BufferedInputStream(client.getInputStream());
            HttpMessage request = HttpMessage.readHead(in).orElse(null);
            if (request == null) {
                return;
            }
            requests.add(request.start);
            Fault fault = fault(request.start);
            if (fault == Fault.CLOSED) {
                return;
            }
            if (fault == Fault.RESET) {
                reset(client);
                return;
            }
            if (request.header("Expect").isPresent()) {
                client.getOutputStream().write("HTTP/1.1 100 Continue\r\n\r\n".getBytes(US_ASCII));
                request.drop("Expect");
            }
            request.readBody(in);
            answer(client, request, fault);
        } catch (IOException | InterruptedException e) {
            // The client or this server went away.
        } finally {
            open.remove(client);
        }
    }

    private void answer(Socket client, HttpMessage request, Fault fault)
            throws IOException, InterruptedException {
        OutputStream out = client.getOutputStream();
        switch (fault) {
            case HTTP_500 -> error(500, "InternalError").write(out);
            case HTTP_503_SLOW_DOWN -> error(503, "SlowDown").write(out);
            case HTTP_403 -> error(403, "AccessDenied").write(out);
            case HTTP_409 -> error(409, "ConditionalRequestConflict").write(out);
            case HTTP_412 -> error(412, "PreconditionFailed").write(out);
            case DONE_BUT_500 -> {
                pass(request);
                error(500, "InternalError").write(out);
            }
            case DONE_BUT_RESET -> {
                pass(request);
                reset(client);
            }
            case STALLED -> closed.await();
            case SLOW -> {
                // The awaited time is the fault.
                Thread.sleep(100);
                pass(request).write(out);
            }
            case STALLED_BODY, TRUNCATED -> {
                HttpMessage answer = pass(request);
                out.write(answer.head());
                out.write(answer.body, 0, answer.body.length / 2);
                out.flush();
                if (fault == Fault.STALLED_BODY) {
                    closed.await();
                }
            }
            default -> changed(request, fault).write(out);
        }
    }

    private HttpMessage changed(HttpMessage request, Fault fault) throws IOException {
        switch (fault) {
            case FLIPPED_REQUEST -> flip(request);
            case NO_IF_NONE_MATCH -> request.drop("If-None-Match");
            case NO_IF_MATCH -> request.drop("If-Match");
            case NO_RANGE -> request.drop("Range");
            case NO_CHECKSUM, FLIPPED_REQUEST_UNCHECKED -> {
                if (fault == Fault.FLIPPED_REQUEST_UNCHECKED) {
                    flip(request);
                }
                request.drop("x-amz-checksum-");
                request.drop("x-amz-sdk-checksum");
            }
            default -> {}
        }
        HttpMessage answer = pass(request);
        if (answer.body.length > 0) {
            switch (fault) {
                case FLIPPED -> flip(answer);
                case OTHER_BYTES -> Arrays.fill(answer.body, (byte) 'x');
                case LONGER -> {
                    answer.body = Arrays.copyOf(answer.body, answer.body.length + 1000);
                    answer.set("Content-Length", answer.body.length + "");
                }
                case NO_ORDER -> listing(answer, FaultyServer::reversed);
                case NO_LISTING -> listing(answer, contents -> "");
                default -> {}
            }
        }
        if (fault == Fault.WRONG_CLOCK) {
            answer.set("Date", "Sun, 01 Jan 2023 00:00:00 GMT");
        }
        return answer;
    }

    private HttpMessage pass(HttpMessage request) throws IOException {
        try (Socket server = new Socket(behind.getHost(), behind.getPort())) {
            request.set("Connection", "close");
            request.set("Content-Length", request.body.length + "");
            request.write(server.getOutputStream());
            InputStream in = new BufferedInputStream(server.getInputStream());
            HttpMessage answer = HttpMessage.readHead(in).orElseThrow(IOException::new);
            String length = answer.header("Content-Length").orElse("0");
            if (!request.start.startsWith("HEAD ")) {
                // Without a length it ends with the connection.
                if (answer.header("Content-Length").isPresent()
                        || answer.header("Transfer-Encoding").isPresent()) {
                    answer.readBody(in);
                } else {
                    answer.body = in.readAllBytes();
                }
                length = answer.body.length + "";
            }
            answer.set("Content-Length", length);
            answer.set("Connection", "close");
            return answer;
        }
    }

    private static HttpMessage error(int status, String code) {
        byte[] body =
                ("<?xml version=\"1.0\" encoding=\"UTF-8\"?><Error><Code>"
                                + code
                                + "</Code><Message>as it was told</Message></Error>")
                        .getBytes(UTF_8);
        return new HttpMessage(
                "HTTP/1.1 " + status + " Fault",
                List.of(
                        "Content-Type: application/xml",
                        "Content-Length: " + body.length,
                        "Connection: close"),
                body);
    }

    private static void flip(HttpMessage message) {
        if (message.body.length > 0) {
            message.body[message.body.length / 2] ^= 4;
        }
    }

    private static void listing(HttpMessage answer, UnaryOperator<String> change) {
        String text = new String(answer.body, UTF_8);
        Matcher contents = Pattern.compile("(?s)<Contents>.*</Contents>").matcher(text);
        if (contents.find()) {
            String changed = contents.replaceFirst(change.apply(contents.group()));
            answer.body = changed.getBytes(UTF_8);
            answer.set("Content-Length", answer.body.length + "");
        }
    }

    private static String reversed(String contents) {
        List<String> items = new ArrayList<>(List.of(contents.split("(?<=</Contents>)")));
        Collections.reverse(items);
        return String.join("", items);
    }

    private static void reset(Socket client) throws IOException {
        client.setSoLinger(true, 0);
        client.close();
    }

    private synchronized Fault fault(String requestLine) {
        for (Rule rule : rules) {
            if (rule.requestLine.matcher(requestLine).find() && rule.times > 0) {
                rule.times--;
                return rule.fault;
            }
        }
        return Fault.NONE;
    }

    private static void start(Runnable task) {
        Thread thread = new Thread(task, "faulty-server");
        thread.setDaemon(true);
        thread.start();
    }

    private static final class Rule {
        private final Fault fault;
        private final Pattern requestLine;
        private int times;

        Rule(Fault fault, Pattern requestLine, int times) {
            this.fault = fault;
            this.requestLine = requestLine;
            this.times = times;
        }
    }
}
