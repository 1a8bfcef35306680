// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.planner;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.flink.table.api.TableEnvironment;
import org.apache.flink.table.api.TableResult;
import org.apache.flink.table.api.internal.TableEnvironmentInternal;
import org.apache.flink.table.operations.Operation;
import org.apache.flink.table.operations.command.SetOperation;

/**
 * A file of SQL statements with {@code ${variables}}, to be run one after the other. {@code SET}
 * changes the session, as in Flink's SQL client.
 *
 * @param statements in order, without the semicolons
 */
public record SqlScript(List<String> statements) {
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{(\\w+)}");

    /**
     * A literal, a quoted name, a comment: where a semicolon ends nothing. Otherwise a semicolon,
     * or any character.
     */
    private static final Pattern TOKEN =
            Pattern.compile(
                    "'(?:[^']|'')*'|`(?:[^`]|``)*`|--[^\\n]*|/\\*.*?\\*/|;|.", Pattern.DOTALL);

    /**
     * Reads a script.
     *
     * @param variables what stands for each {@code ${name}}; quotes are doubled, so that values may
     *     stand in literals
     * @throws IllegalArgumentException if the script has a variable that is not given
     */
    public static SqlScript read(Path file, Map<String, String> variables) throws IOException {
        return of(substitute(Files.readString(file), variables));
    }

    /** The script with this text, which has no variables. */
    public static SqlScript of(String text) {
        return new SqlScript(split(text));
    }

    /**
     * A text with its variables filled in.
     *
     * @throws IllegalArgumentException if it has a variable that is not given
     */
    public static String substitute(String text, Map<String, String> variables) {
        return VARIABLE.matcher(text)
                .replaceAll(match -> Matcher.quoteReplacement(value(match, variables)));
    }

    private static String value(MatchResult match, Map<String, String> variables) {
        String value = variables.get(match.group(1));
        if (value == null) {
            throw new IllegalArgumentException(
                    "The script needs a value for '%s'; given are %s"
                            .formatted(match.group(1), new TreeSet<>(variables.keySet())));
        }
        return value.replace("'", "''");
    }

    private static List<String> split(String text) {
        List<String> statements = new ArrayList<>();
        StringBuilder statement = new StringBuilder();
        TOKEN.matcher(text)
                .results()
                .map(MatchResult::group)
                .forEach(
                        token -> {
                            if (token.equals(";")) {
                                statements.add(statement.toString().strip());
                                statement.setLength(0);
                            } else if (!token.startsWith("--") && !token.startsWith("/*")) {
                                statement.append(token);
                            }
                        });
        statements.add(statement.toString().strip());
        statements.removeIf(String::isEmpty);
        return statements;
    }

    /** Runs every statement and returns the result of the last one; null if that is a SET. */
    public TableResult run(TableEnvironment env) {
        TableResult result = null;
        for (String statement : statements) {
            result = run(env, statement);
        }
        return result;
    }

    /** Runs one statement; null for SET. */
    public static TableResult run(TableEnvironment env, String statement) {
        // TableEnvironment.executeSql refuses SET: it belongs to the SQL client, whose part is
        // taken here.
        Operation operation = ((TableEnvironmentInternal) env).getParser().parse(statement).get(0);
        if (operation instanceof SetOperation set && set.getKey().isPresent()) {
            env.getConfig().set(set.getKey().get(), set.getValue().orElse(""));
            return null;
        }
        return env.executeSql(statement);
    }
}
