//! Kafka's own form of a definition: JSON with comment lines.

use serde_json::Value;
use xtask::failure::{Context, Failure, Result};

use super::model::{Field, Kind, Message, Struct, Type, Versions};

pub(super) fn parse_all(files: &[(String, String)]) -> Result<Vec<Message>> {
    files.iter().map(|(name, text)| parse(text).context(name)).collect()
}

fn parse(text: &str) -> Result<Message> {
    let json: String = text
        .lines()
        .filter(|line| !line.trim_start().starts_with("//"))
        .flat_map(|line| [line, "\n"])
        .collect();
    let value: Value = serde_json::from_str(&json).context("JSON")?;
    let kind = match string(&value, "type")? {
        "request" => Kind::Request,
        "response" => Kind::Response,
        _ => Kind::Data,
    };
    let structs = list(&value, "commonStructs")
        .iter()
        .map(|value| Ok(Struct { name: string(value, "name")?.to_owned(), fields: fields(value)? }))
        .collect::<Result<_>>()?;
    Ok(Message {
        name: string(&value, "name")?.to_owned(),
        kind,
        api_key: value.get("apiKey").and_then(Value::as_i64).and_then(|key| i16::try_from(key).ok()),
        versions: versions(&value, "validVersions")?,
        flexible: versions(&value, "flexibleVersions")?.map(|versions| versions.min),
        fields: fields(&value)?,
        structs,
    })
}

fn fields(value: &Value) -> Result<Vec<Field>> {
    list(value, "fields").iter().map(|value| field(value).context(&value["name"])).collect()
}

fn field(value: &Value) -> Result<Field> {
    let ty = Type::parse(string(value, "type")?)?;
    let field_versions = versions(value, "versions")?.ok_or("a field without versions")?;
    let tag = match value.get("tag") {
        None => None,
        // Quoted in one definition.
        Some(tag) => Some(number(tag).ok_or("tag is not a number")?.try_into().context("tag")?),
    };
    if tag.is_some() && versions(value, "taggedVersions")? != Some(field_versions) {
        return Err("tagged in some of its versions only".into());
    }
    Ok(Field {
        name: string(value, "name")?.to_owned(),
        default: default(value, &ty)?,
        ty,
        versions: field_versions,
        nullable: versions(value, "nullableVersions")?,
        tag,
        ignorable: value.get("ignorable").and_then(Value::as_bool).unwrap_or(false),
        fields: fields(value)?,
    })
}

/// The default where it is not that of the type, in one spelling.
fn default(value: &Value, ty: &Type) -> Result<Option<String>> {
    let text = match value.get("default") {
        None => return Ok(None),
        Some(Value::String(text)) => text.to_lowercase(),
        Some(other) => other.to_string(),
    };
    let is_number =
        matches!(ty, Type::Int8 | Type::Int16 | Type::Uint16 | Type::Int32 | Type::Int64 | Type::Float64);
    let text = match text.strip_prefix("0x") {
        Some(digits) if is_number => i64::from_str_radix(digits, 16).context("default")?.to_string(),
        _ => text,
    };
    let natural = match ty {
        Type::Bool => text == "false",
        Type::String => text.is_empty(),
        _ => text == "0",
    };
    if text != "null" && !is_number && *ty != Type::Bool && !natural {
        return Err(format!("a default of {text:?} for {ty}").into());
    }
    Ok((!natural).then_some(text))
}

fn number(value: &Value) -> Option<i64> {
    value.as_i64().or_else(|| value.as_str()?.parse().ok())
}

fn string<'a>(value: &'a Value, key: &str) -> Result<&'a str> {
    value.get(key).and_then(Value::as_str).ok_or_else(|| Failure::from(format!("no {key:?}")))
}

fn list<'a>(value: &'a Value, key: &str) -> &'a [Value] {
    value.get(key).and_then(Value::as_array).map_or(&[], Vec::as_slice)
}

fn versions(value: &Value, key: &str) -> Result<Option<Versions>> {
    match value.get(key) {
        None => Ok(None),
        Some(text) => Ok(Versions::parse(text.as_str().unwrap_or_default())?),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_definition_is_read_with_its_comments_and_spellings() {
        let message = parse(
            r#"// a licence
            { "apiKey": 99, "type": "request", "name": "SampleRequest", "validVersions": "0-2",
              // why
              "flexibleVersions": "1+",
              "fields": [
                { "name": "MaxBytes", "type": "int32", "versions": "0+", "default": "0x7fffffff", "ignorable": true },
                { "name": "Fenced", "type": "bool", "versions": "2+", "default": false, "taggedVersions": "2+", "tag": "3" },
                { "name": "Rack", "type": "string", "versions": "1", "nullableVersions": "1", "default": "null" } ] }"#,
        )
        .unwrap();
        assert_eq!(message.api_key, Some(99));
        assert_eq!(message.flexible, Some(1));
        let [bytes, fenced, rack] = message.fields.as_slice() else { panic!("three fields") };
        assert_eq!(bytes.default.as_deref(), Some("2147483647"));
        assert!(bytes.ignorable);
        assert_eq!((fenced.default.as_deref(), fenced.tag), (None, Some(3)));
        assert_eq!(rack.default.as_deref(), Some("null"));
        assert_eq!(rack.nullable, Some(Versions { min: 1, max: 1 }));
    }
}
