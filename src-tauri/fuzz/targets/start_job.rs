//! An answer to `POST /start_job`: its status and its bytes.
#![no_main]
use libfuzzer_sys::fuzz_target;
use masumi::{
    agent::{JobStart, quote},
    proof::BlockchainIdentifier,
};

fuzz_target!(|data: &[u8]| {
    let Some((status, body)) = data.split_first() else { return };
    let status = [200, 201, 202, 400, 404, 408, 422, 429, 500, 502][usize::from(*status) % 10];
    match JobStart::read(status, body) {
        Ok(JobStart::Terms(terms)) => {
            assert!((200..300).contains(&status) && !terms.job_id.trim().is_empty());
            _ = BlockchainIdentifier::decode(&terms.blockchain_identifier);
            let funds = quote(&terms).unwrap_or_default();
            assert!(funds.iter().all(|money| money.amount.0 > 0));
        }
        Ok(JobStart::Refused { errors, message, .. }) => {
            assert!(errors.len() <= 100 && message.chars().count() <= 2_000);
        }
        Ok(JobStart::Free(_) | JobStart::OtherRail { .. } | JobStart::Stranded { .. }) => assert!((200..300).contains(&status)),
        Err(error) => assert!(error.to_string().chars().count() < 1_000),
    }
});
