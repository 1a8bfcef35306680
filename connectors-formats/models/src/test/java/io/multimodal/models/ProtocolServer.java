// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.models;

import io.multimodal.models.remote.ScriptedServer;
import io.multimodal.models.remote.ScriptedServer.Reply;
import io.multimodal.models.remote.ScriptedServer.Request;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.JsonNode;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.ObjectMapper;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.node.ArrayNode;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * A server of the published protocol that refuses requests which are none of it, and makes its
 * answers of what the request says: a label of the schema that the question has in it, the members
 * that the question has as {@code name: value}, the length of a text as its embedding.
 */
final class ProtocolServer implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern PNG = Pattern.compile("data:image/png;base64,iVBOR\\S+");

    private final ScriptedServer server = new ScriptedServer(ProtocolServer::reply);

    ProtocolServer() throws IOException {}

    String url(String path) {
        return server.url("/v1" + path);
    }

    /** The bodies of what was asked, as JSON. */
    List<String> bodies() {
        return server.requests().stream().map(Request::text).toList();
    }

    @Override
    public void close() {
        server.close();
    }

    private static Reply reply(Request request) {
        try {
            return switch (request.path()) {
                case "/v1/chat/completions" -> chat(JSON.readTree(request.text()));
                case "/v1/embeddings" -> embeddings(JSON.readTree(request.text()));
                case "/v1/audio/transcriptions" ->
                        request.text().contains("filename=\"audio.wav\"")
                                ? Reply.of(200, "{\"text\": \"hello\"}")
                                : refused("no file");
                default -> Reply.of(404, "");
            };
        } catch (IllegalArgumentException e) {
            return refused(e.getMessage());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Reply refused(String why) {
        return Reply.of(
                400, JSON.createObjectNode().putObject("error").put("message", why).toString());
    }

    private static Reply chat(JsonNode request) {
        check(request.path("model").isTextual(), "no model");
        List<String> said = new ArrayList<>();
        for (JsonNode message : request.path("messages")) {
            boolean isUser = message.path("role").asText().equals("user");
            check(isUser || message.path("role").asText().equals("system"), "a role");
            for (JsonNode part : message.path("content")) {
                String text = part.path("text").asText("");
                String image = part.path("image_url").path("url").asText("");
                check(
                        (part.path("type").asText().equals("text") && !text.isEmpty())
                                || PNG.matcher(image).matches(),
                        "a part of the content");
                said.add(text.isEmpty() ? "a PNG" : text);
            }
        }
        String answer = answer(request.path("response_format"), String.join(" ", said));
        ObjectNode reply = JSON.createObjectNode();
        reply.putArray("choices")
                .addObject()
                .put("finish_reason", "stop")
                .putObject("message")
                .put("role", "assistant")
                .put("content", answer);
        return Reply.of(200, reply.toString());
    }

    private static String answer(JsonNode format, String said) {
        if (format.isMissingNode()) {
            return "echo of " + said;
        }
        JsonNode wanted = format.path("json_schema");
        check(format.path("type").asText().equals("json_schema"), "a response_format");
        check(wanted.path("name").isTextual() && wanted.path("strict").asBoolean(), "json_schema");
        return value(wanted.path("schema"), "", said).toString();
    }

    private static JsonNode value(JsonNode schema, String name, String said) {
        if (schema.has("enum")) {
            return label((ArrayNode) schema.get("enum"), said);
        }
        String type =
                schema.path("type").isArray()
                        ? schema.path("type").path(0).asText()
                        : schema.path("type").asText();
        if (type.equals("object")) {
            return object(schema, said);
        }
        Matcher found = Pattern.compile(name + ": (\\S+)").matcher(said);
        if (!found.find()) {
            check(schema.path("type").isArray(), "an answer for " + name);
            return JSON.nullNode();
        }
        return type.equals("string")
                ? JSON.valueToTree(found.group(1))
                : JSON.valueToTree(Double.valueOf(found.group(1)));
    }

    private static JsonNode object(JsonNode schema, String said) {
        check(!schema.path("additionalProperties").asBoolean(true), "additionalProperties");
        check(schema.path("required").size() == schema.path("properties").size(), "required");
        ObjectNode object = JSON.createObjectNode();
        for (Map.Entry<String, JsonNode> member : schema.path("properties").properties()) {
            object.set(member.getKey(), value(member.getValue(), member.getKey(), said));
        }
        return object;
    }

    private static JsonNode label(ArrayNode labels, String said) {
        for (JsonNode label : labels) {
            if (said.contains(label.asText())) {
                return label;
            }
        }
        return labels.get(labels.size() - 1);
    }

    private static Reply embeddings(JsonNode request) {
        ObjectNode reply = JSON.createObjectNode();
        ArrayNode data = reply.putArray("data");
        JsonNode input = request.path("input");
        for (JsonNode text : input.isArray() ? input : JSON.createArrayNode().add(input)) {
            check(text.isTextual(), "input");
            ObjectNode one = data.addObject().put("index", data.size() - 1);
            one.putArray("embedding").add(text.asText().length()).add(0.5);
        }
        return Reply.of(200, reply.toString());
    }

    private static void check(boolean isRight, String what) {
        if (!isRight) {
            throw new IllegalArgumentException("The request is wrong: " + what);
        }
    }
}
