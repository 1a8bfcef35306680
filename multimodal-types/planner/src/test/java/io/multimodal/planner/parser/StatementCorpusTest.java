// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.planner.parser;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.apache.calcite.avatica.util.Casing;
import org.apache.calcite.config.Lex;
import org.apache.calcite.jdbc.CalciteSchema;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlDataTypeSpec;
import org.apache.calcite.sql.SqlDynamicParam;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlIntervalQualifier;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.dialect.AnsiSqlDialect;
import org.apache.calcite.sql.parser.SqlParseException;
import org.apache.calcite.sql.parser.SqlParser;
import org.apache.calcite.sql.parser.SqlParserImplFactory;
import org.apache.calcite.sql.util.SqlBasicVisitor;
import org.apache.flink.sql.parser.impl.FlinkSqlParserImpl;
import org.apache.flink.sql.parser.validate.FlinkSqlConformance;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is no type with parameters is parsed as stock Flink parses it: tree, positions, errors. */
class StatementCorpusTest {
    private static final List<String> WORDS = List.of("image", "TENSOR", "Audio");

    static List<String> statements() throws IOException {
        Set<String> statements = new LinkedHashSet<>();
        try (InputStream in = StatementCorpusTest.class.getResourceAsStream("/statements.sql")) {
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            for (String line : text.lines().filter(l -> !l.startsWith("--")).toList()) {
                for (String word : WORDS) {
                    statements.add(
                            line.replace("$W", word).replace("\\n", "\n").replace("\\t", "\t"));
                }
            }
        }
        return List.copyOf(statements);
    }

    @Test
    void holdsAtLeast300Statements() throws IOException {
        assertThat(statements()).hasSizeGreaterThanOrEqualTo(300);
    }

    @Test
    void holdsStatementsThatParseAndStatementsThatDoNot() throws IOException {
        long refused =
                statements().stream()
                        .filter(s -> parse(s, FlinkSqlParserImpl.FACTORY).startsWith("error"))
                        .count();
        assertThat(refused).isBetween(30L, 100L);
    }

    @ParameterizedTest
    @MethodSource("statements")
    void isParsedAsStockFlinkParsesIt(String statement) {
        MultimodalParserFactory ours =
                new MultimodalParserFactory(
                        new TypeRegistry(CalciteSchema.createRootSchema(false)));
        assertThat(parse(statement, ours))
                .isEqualTo(ignoringCase(parse(statement, FlinkSqlParserImpl.FACTORY)));
    }

    /** Functions are found whatever their case: the one statement that means something else. */
    private static String ignoringCase(String parsed) {
        return parsed.replace("SHOW FUNCTIONS LIKE", "SHOW FUNCTIONS ILIKE");
    }

    /** The tree, unparsed, and the place of each of its nodes; or the error. */
    private static String parse(String statement, SqlParserImplFactory factory) {
        SqlParser.Config config =
                SqlParser.config()
                        .withParserFactory(factory)
                        .withConformance(FlinkSqlConformance.DEFAULT)
                        .withLex(Lex.JAVA)
                        .withUnquotedCasing(Casing.UNCHANGED)
                        .withIdentifierMaxLength(256);
        try {
            SqlNodeList nodes = SqlParser.create(statement, config).parseStmtList();
            Places places = new Places();
            nodes.accept(places);
            return unparse(nodes) + places.text;
        } catch (SqlParseException e) {
            return "error at " + e.getPos() + ": " + e.getMessage();
        }
    }

    private static String unparse(SqlNodeList nodes) {
        try {
            return nodes.toSqlString(AnsiSqlDialect.DEFAULT).getSql();
        } catch (IllegalArgumentException e) {
            // Flink cannot print some of its own statements; their nodes' places remain.
            return "not printed: " + e.getMessage();
        }
    }

    /** Writes down where each node is. */
    private static final class Places extends SqlBasicVisitor<Void> {
        private final StringBuilder text = new StringBuilder();

        private Void note(SqlNode node) {
            text.append('\n').append(node.getKind()).append(' ').append(node.getParserPosition());
            return null;
        }

        @Override
        public Void visit(SqlCall call) {
            note(call);
            return super.visit(call);
        }

        @Override
        public Void visit(SqlNodeList list) {
            note(list);
            return super.visit(list);
        }

        @Override
        public Void visit(SqlIdentifier id) {
            return note(id);
        }

        @Override
        public Void visit(SqlLiteral literal) {
            return note(literal);
        }

        @Override
        public Void visit(SqlDataTypeSpec type) {
            note(type);
            return note(type.getTypeName());
        }

        @Override
        public Void visit(SqlDynamicParam param) {
            return note(param);
        }

        @Override
        public Void visit(SqlIntervalQualifier interval) {
            return note(interval);
        }
    }
}
