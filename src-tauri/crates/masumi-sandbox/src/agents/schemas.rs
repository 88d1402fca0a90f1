//! What the agents ask, in the shapes of MIP-003 attachment 01.

use serde_json::{Value, json};

/// One long text, and how many sentences to keep.
pub(super) fn summary() -> Value {
    json!({"input_data": [
        {"id": "text", "type": "textarea", "name": "Text", "data": {"description": "What is to be summarised.", "placeholder": "Paste any text"}, "validations": [
            {"validation": "min", "value": "1"}, {"validation": "max", "value": "20000"}, {"validation": "format", "value": "nonempty"}]},
        {"id": "sentences", "type": "number", "name": "Sentences to keep", "data": {"description": "Blank: three."}, "validations": [
            {"validation": "min", "value": "1"}, {"validation": "max", "value": "10"}, {"validation": "format", "value": "integer"}, {"validation": "optional", "value": "true"}]},
        {"id": "style", "type": "option", "name": "Style", "data": {"values": ["Sentences", "Bullet points"]}, "validations": [
            {"validation": "min", "value": "1"}, {"validation": "max", "value": "1"}, {"validation": "optional", "value": "true"}]},
    ]})
}

/// Two groups.
pub(super) fn brief() -> Value {
    json!({"input_data": null, "input_groups": [
        {"id": "subject", "title": "Subject", "input_data": [
            {"id": "market", "type": "text", "name": "Market", "data": {"placeholder": "electric cargo bikes"}, "validations": [
                {"validation": "min", "value": "2"}, {"validation": "max", "value": "120"}]},
            {"id": "region", "type": "option", "name": "Region", "data": {"values": ["Europe", "North America", "Asia", "Worldwide"]}, "validations": [
                {"validation": "min", "value": "1"}, {"validation": "max", "value": "1"}]},
        ]},
        {"id": "reader", "title": "For whom", "input_data": [
            {"id": "audience", "type": "text", "name": "Who will read it", "data": {"placeholder": "our board"}, "validations": [
                {"validation": "optional", "value": "true"}]},
            {"id": "website", "type": "url", "name": "Your website", "validations": [
                {"validation": "optional", "value": "true"}, {"validation": "format", "value": "url"}]},
            {"id": "figures", "type": "boolean", "name": "With figures", "data": {"default": true}, "validations": null},
        ]},
    ]})
}

/// A text and a language.
pub(super) fn translation() -> Value {
    json!({"input_data": [
        {"id": "text", "type": "textarea", "name": "English text", "validations": [
            {"validation": "min", "value": "1"}, {"validation": "max", "value": "10000"}]},
        {"id": "language", "type": "option", "name": "Into", "data": {"values": ["German", "Spanish", "French"]}, "validations": [
            {"validation": "min", "value": "1"}, {"validation": "max", "value": "1"}]},
    ]})
}

/// One word.
pub(super) fn subject() -> Value {
    json!({"input_data": [
        {"id": "text", "type": "text", "name": "About what", "data": {"placeholder": "frog"}, "validations": [
            {"validation": "min", "value": "1"}, {"validation": "max", "value": "60"}]},
    ]})
}

/// A company and a depth.
pub(super) fn diligence() -> Value {
    json!({"input_data": [
        {"id": "company", "type": "string", "name": "Company"},
        {"id": "depth", "type": "range", "name": "Depth", "data": {"min": 1, "max": 5, "step": 1, "default": 3}, "validations": [
            {"validation": "min", "value": "1"}, {"validation": "max", "value": "5"}]},
    ]})
}

/// A contract.
pub(super) fn contract() -> Value {
    json!({"input_data": [
        {"id": "contract", "type": "textarea", "name": "Contract text", "data": {"description": "Clauses separated by full stops or lines."}, "validations": [
            {"validation": "min", "value": "10"}, {"validation": "max", "value": "40000"}]},
    ]})
}

/// A public file.
pub(super) fn recording() -> Value {
    json!({"input_data": [
        {"id": "video", "type": "url", "name": "Address of the video", "data": {"placeholder": "https://example.org/talk.mp4"}, "validations": [
            {"validation": "format", "value": "url"}]},
        {"id": "speakers", "type": "number", "name": "Speakers", "validations": [
            {"validation": "min", "value": "1"}, {"validation": "max", "value": "8"}, {"validation": "optional", "value": "true"}]},
    ]})
}

/// A text that is worked through.
pub(super) fn plain_text() -> Value {
    json!({"input_data": [
        {"id": "text", "type": "textarea", "name": "Text", "validations": [
            {"validation": "min", "value": "1"}, {"validation": "max", "value": "20000"}]},
    ]})
}

/// A task and a sum.
pub(super) fn analysis() -> Value {
    json!({"input_data": [
        {"id": "question", "type": "text", "name": "Question", "data": {"placeholder": "Should we open a second shop?"}, "validations": [
            {"validation": "min", "value": "5"}]},
        {"id": "criteria", "type": "textarea", "name": "Criteria, one a line", "validations": [
            {"validation": "optional", "value": "true"}]},
    ]})
}

/// A series of numbers.
pub(super) fn series() -> Value {
    json!({"input_data": [
        {"id": "values", "type": "textarea", "name": "Whole numbers, oldest first", "data": {"placeholder": "12, 15, 19, 22"}, "validations": [
            {"validation": "min", "value": "1"}]},
        {"id": "steps", "type": "number", "name": "Steps ahead", "data": {"default": 3}, "validations": [
            {"validation": "min", "value": "1"}, {"validation": "max", "value": "12"}]},
    ]})
}

/// Every type of field, grouped, with every kind of validation.
pub(super) fn zoo() -> Value {
    let optional = json!({"validation": "optional", "value": "true"});
    json!({"input_groups": [
        {"id": "words", "title": "Words", "input_data": [
            {"id": "about", "type": "none", "name": "About this form", "data": {"description": "It has every type of field that the standard knows."}},
            {"id": "string", "type": "string", "name": "String"},
            {"id": "text", "type": "text", "name": "Text, 3 to 20 characters", "data": {"placeholder": "a few words"}, "validations": [
                {"validation": "min", "value": "3"}, {"validation": "max", "value": 20}]},
            {"id": "textarea", "type": "textarea", "name": "Long text", "validations": [optional]},
            {"id": "search", "type": "search", "name": "Search", "validations": [optional]},
            {"id": "email", "type": "email", "name": "E-mail", "validations": [{"validation": "format", "value": "email"}]},
            {"id": "url", "type": "url", "name": "Address on the web", "validations": [{"validation": "format", "value": "url"}]},
            {"id": "tel", "type": "tel", "name": "Telephone", "validations": [{"validation": "format", "value": "tel-pattern"}, optional]},
            {"id": "password", "type": "password", "name": "Password", "validations": [{"validation": "min", "value": "8"}, optional]},
            {"id": "hidden", "type": "hidden", "data": {"value": "sandbox"}},
        ]},
        {"id": "numbers", "title": "Numbers and choices", "input_data": [
            {"id": "number", "type": "number", "name": "Number, 0 to 100", "validations": [
                {"validation": "min", "value": "0"}, {"validation": "max", "value": "100"}]},
            {"id": "whole", "type": "number", "name": "Whole number", "validations": [{"validation": "format", "value": "integer"}]},
            {"id": "range", "type": "range", "name": "Range", "data": {"min": 0, "max": 10, "step": 2, "default": 4}},
            {"id": "boolean", "type": "boolean", "name": "Yes or no"},
            {"id": "checkbox", "type": "checkbox", "name": "Agreed", "data": {"default": true}},
            {"id": "one", "type": "option", "name": "One of three", "data": {"values": ["red", "green", "blue"]}, "validations": [
                {"validation": "min", "value": "1"}, {"validation": "max", "value": "1"}]},
            {"id": "several", "type": "option", "name": "One or two of three", "data": {"values": ["bread", "rice", "noodles"]}, "validations": [
                {"validation": "min", "value": "1"}, {"validation": "max", "value": "2"}]},
            {"id": "radio", "type": "radio", "name": "Exactly one", "data": {"values": ["small", "large"]}},
        ]},
        {"id": "times", "title": "Times and files", "input_data": [
            {"id": "date", "type": "date", "name": "Date, from 2026 on", "validations": [{"validation": "min", "value": "2026-01-01"}]},
            {"id": "datetime", "type": "datetime-local", "name": "Date and time", "validations": [optional]},
            {"id": "time", "type": "time", "name": "Time", "validations": [optional]},
            {"id": "month", "type": "month", "name": "Month", "validations": [optional]},
            {"id": "week", "type": "week", "name": "Week", "validations": [optional]},
            {"id": "color", "type": "color", "name": "Colour", "data": {"default": "#1f6feb"}},
            {"id": "file", "type": "file", "name": "File (its public address)", "data": {"outputFormat": "url"}, "validations": [
                {"validation": "accept", "value": ".pdf,image/*"}, optional]},
        ]},
    ]})
}
