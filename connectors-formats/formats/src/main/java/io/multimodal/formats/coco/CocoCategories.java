// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.formats.coco;

import io.multimodal.types.failure.ErrorCode;
import io.multimodal.types.failure.MediaException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.core.JsonGenerator;

/**
 * The categories of a document that is written, each with its id: as rows say, or else as the table
 * lists them, or else from 1 on by their names in order, so that equal sets of categories have
 * equal ids whatever the order of the rows is. Not thread-safe.
 */
final class CocoCategories {
    private final List<Category> all = new ArrayList<>();
    private final Map<String, Integer> byName = new HashMap<>();
    private final Map<Long, String> namesOfIds = new HashMap<>();
    private final int listed;

    /**
     * @param id null if it is a number that is found when all are known
     * @param supercategory null if there is none, or it is not known yet
     */
    private record Category(String name, String supercategory, Long id) {}

    /**
     * @param listed the names with the ids from 1 on; empty if there are other ids
     */
    CocoCategories(List<String> listed) {
        this.listed = listed.size();
        for (String name : listed) {
            add(new Category(name, null, all.size() + 1L));
        }
    }

    /** How many there are. */
    int size() {
        return all.size();
    }

    /**
     * The position of a category, which is added if it is new.
     *
     * @param supercategory null if there is none
     * @param id null if the rows do not say it
     * @throws MediaException if it cannot be among the others
     */
    int add(String name, String supercategory, Long id) throws MediaException {
        Integer place = byName.get(name);
        if (place == null) {
            if (listed > 0) {
                throw refused(
                        "the category '%s', which is not one of the %d of 'coco.categories'"
                                .formatted(name, listed));
            }
            String other = id == null ? null : namesOfIds.get(id);
            if (other != null) {
                throw refused(
                        "the category '%s' with the id %d, which the category '%s' has"
                                .formatted(name, id, other));
            }
            return add(new Category(name, supercategory, id));
        }
        Category known = all.get(place);
        if (place < listed && known.supercategory == null) {
            all.set(place, new Category(name, supercategory, known.id));
        } else if (!Objects.equals(known.supercategory, supercategory)) {
            throw refused(
                    "the category '%s' of '%s', which is one of '%s' in other annotations"
                            .formatted(name, supercategory, known.supercategory));
        }
        if (id != null && !id.equals(known.id)) {
            throw refused(
                    "the category '%s' with the id %d, which has the id %d in other annotations"
                            .formatted(name, id, known.id));
        }
        return place;
    }

    private int add(Category category) {
        byName.put(category.name, all.size());
        if (category.id != null) {
            namesOfIds.put(category.id, category.name);
        }
        all.add(category);
        return all.size() - 1;
    }

    /** Forgets those that were added since there were so many. */
    void shrink(int size) {
        while (all.size() > size) {
            Category last = all.remove(all.size() - 1);
            byName.remove(last.name);
            namesOfIds.remove(last.id);
        }
    }

    /** Their ids, by position. To be called when all are known. */
    long[] ids() {
        Map<String, Integer> sorted = new TreeMap<>(byName);
        long[] ids = new long[all.size()];
        long next = 1;
        for (int place : sorted.values()) {
            Long id = all.get(place).id;
            ids[place] = id == null ? next++ : id;
        }
        return ids;
    }

    /** Writes a list of them, in the order of their ids. */
    void write(JsonGenerator json) throws IOException {
        long[] ids = ids();
        Map<Long, Category> sorted = new TreeMap<>();
        for (int i = 0; i < ids.length; i++) {
            sorted.put(ids[i], all.get(i));
        }
        json.writeStartArray();
        for (Map.Entry<Long, Category> category : sorted.entrySet()) {
            json.writeStartObject();
            json.writeNumberField("id", category.getKey());
            json.writeStringField("name", category.getValue().name);
            if (category.getValue().supercategory != null) {
                json.writeStringField("supercategory", category.getValue().supercategory);
            }
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static MediaException refused(String what) {
        return new MediaException(ErrorCode.REFUSED, "it has " + what);
    }
}
