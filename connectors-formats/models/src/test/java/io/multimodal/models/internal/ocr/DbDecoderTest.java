// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.models.internal.ocr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.nio.FloatBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Boxes of maps that are drawn: white is probability 1. */
class DbDecoderTest {
    private static final int SIDE = 200;

    /** Without a margin, so that boxes are what was drawn. */
    private static final DbDecoder PLAIN = new DbDecoder(0.3f, 0.5f, 0, 100);

    @Test
    void findsAnUprightBar() {
        assertThat(boxes(PLAIN, map(100, 50, 80, 20, 0), SIDE, SIDE))
                .singleElement()
                .satisfies(
                        box -> {
                            assertThat(box.angle()).isZero();
                            assertThat(box.x()).isCloseTo(60, within(1));
                            assertThat(box.y()).isCloseTo(40, within(1));
                            assertThat(box.width()).isCloseTo(80, within(1));
                            assertThat(box.height()).isCloseTo(20, within(1));
                            assertThat(box.score()).isEqualTo(1f);
                        });
    }

    @ParameterizedTest
    @ValueSource(ints = {-30, -10, 10, 30})
    void findsASlantedBar(int angle) {
        assertThat(boxes(PLAIN, map(100, 100, 120, 20, angle), SIDE, SIDE))
                .singleElement()
                .satisfies(
                        box -> {
                            assertThat(box.angle()).isCloseTo(angle, within(2.0));
                            assertThat(box.width()).isCloseTo(120, within(4));
                            assertThat(box.height()).isCloseTo(20, within(4));
                        });
    }

    @Test
    void takesABarThatStandsForALineThatWasTurned() {
        assertThat(boxes(PLAIN, map(100, 100, 20, 90, 0), SIDE, SIDE))
                .singleElement()
                .satisfies(
                        box -> {
                            assertThat(box.angle()).isEqualTo(90);
                            assertThat(box.width()).isCloseTo(90, within(1));
                            assertThat(box.height()).isCloseTo(20, within(1));
                            assertThat(box.centreX()).isCloseTo(100, within(1.0));
                            assertThat(box.centreY()).isCloseTo(100, within(1.0));
                        });
    }

    @Test
    void growsBoxesByTheirAreaOverTheirPerimeter() {
        TextBox core = boxes(PLAIN, map(100, 100, 80, 20, 0), SIDE, SIDE).get(0);
        TextBox grown =
                boxes(new DbDecoder(0.3f, 0.5f, 1.5f, 100), map(100, 100, 80, 20, 0), SIDE, SIDE)
                        .get(0);
        double distance = 80 * 20 * 1.5 / (2 * (80 + 20));
        assertThat(grown.width()).isCloseTo((int) (core.width() + 2 * distance), within(1));
        assertThat(grown.height()).isCloseTo((int) (core.height() + 2 * distance), within(1));
    }

    @Test
    void scalesBoxesToTheImage() {
        assertThat(boxes(PLAIN, map(100, 50, 80, 20, 0), 4 * SIDE, 2 * SIDE))
                .singleElement()
                .satisfies(
                        box -> {
                            assertThat(box.x()).isCloseTo(240, within(4));
                            assertThat(box.y()).isCloseTo(80, within(2));
                            assertThat(box.width()).isCloseTo(320, within(4));
                            assertThat(box.height()).isCloseTo(40, within(2));
                        });
    }

    @Test
    void keepsUprightBoxesInsideTheImage() {
        DbDecoder greedy = new DbDecoder(0.3f, 0.5f, 5, 100);
        assertThat(boxes(greedy, map(100, 100, 190, 60, 0), SIDE, SIDE))
                .singleElement()
                .satisfies(
                        box -> {
                            assertThat(box.x()).isNotNegative();
                            assertThat(box.y()).isNotNegative();
                            assertThat(box.x() + box.width()).isLessThanOrEqualTo(SIDE);
                            assertThat(box.y() + box.height()).isLessThanOrEqualTo(SIDE);
                        });
    }

    @Test
    void dropsSpecksAndFaintRegions() {
        float[] map = map(50, 50, 2, 2, 0);
        float[] faint = map(120, 120, 60, 20, 0);
        for (int i = 0; i < map.length; i++) {
            map[i] = Math.max(map[i], 0.4f * faint[i]);
        }
        assertThat(boxes(PLAIN, map, SIDE, SIDE)).isEmpty();
    }

    @Test
    void readsFromTopToBottomAndFromLeftToRight() {
        float[] map = new float[SIDE * SIDE];
        int[][] centres = {{150, 52}, {50, 48}, {50, 120}, {150, 118}, {100, 20}};
        for (int[] centre : centres) {
            float[] bar = map(centre[0], centre[1], 60, 16, 0);
            for (int i = 0; i < map.length; i++) {
                map[i] = Math.max(map[i], bar[i]);
            }
        }
        assertThat(boxes(PLAIN, map, SIDE, SIDE))
                .extracting(box -> (int) Math.round(box.centreX() / 50) * 50)
                .containsExactly(100, 50, 150, 50, 150);
    }

    private static List<TextBox> boxes(DbDecoder decoder, float[] map, int width, int height) {
        return decoder.boxes(FloatBuffer.wrap(map), SIDE, SIDE, width, height);
    }

    private static float[] map(int centreX, int centreY, int width, int height, double angle) {
        BufferedImage image = new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_BYTE_GRAY);
        Graphics2D pen = image.createGraphics();
        pen.translate(centreX, centreY);
        pen.rotate(Math.toRadians(angle));
        pen.setColor(Color.WHITE);
        pen.fillRect(-width / 2, -height / 2, width, height);
        pen.dispose();
        float[] map = new float[SIDE * SIDE];
        for (int i = 0; i < map.length; i++) {
            map[i] = (image.getRGB(i % SIDE, i / SIDE) & 0xff) / 255f;
        }
        return map;
    }
}
