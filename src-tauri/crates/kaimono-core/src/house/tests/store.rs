//! A store that was moved, removed or emptied: nothing is sent that could not be written down, and nothing is taken for a first
//! start.

use super::*;
use crate::view::purchase::PurchasesQuery;

async fn bought_one(machine: &Machine) -> (Kaimono, String) {
    let kaimono = machine.start();
    let id = kaimono.save_connection(machine.draft()).await.unwrap().active.unwrap();
    let session = kaimono.session().unwrap();
    session.purchases().book().begin("one", &Event::Approved { order: Box::new(order()) }).unwrap();
    (kaimono, id)
}

/// What happens to a data directory with a profile of that id.
type Mishap = (&'static str, fn(&Path, &str));

#[cfg(unix)]
#[tokio::test]
async fn nothing_is_begun_while_the_store_or_the_lock_is_gone() {
    let gone: [Mishap; 4] = [
        ("rm -rf", |home, _| fs::remove_dir_all(home).unwrap()),
        ("rm lock", |home, _| fs::remove_file(home.join("lock")).unwrap()),
        ("mv", |home, id| {
            fs::rename(home.join("profiles").join(id), home.join("aside")).unwrap();
        }),
        ("truncate", |home, id| {
            let journal = home.join("profiles").join(id).join("purchases.db");
            fs::File::options().write(true).open(journal).unwrap().set_len(0).unwrap();
        }),
    ];
    for (what, happens) in gone {
        let machine = Machine::new(Mood::Open).await;
        let (kaimono, id) = bought_one(&machine).await;
        happens(machine.home.path(), &id);
        let purchases = kaimono.session().unwrap().purchases().clone();
        let again = Event::Approved { order: Box::new(order()) };
        assert_eq!(purchases.book().begin("two", &again).unwrap_err().code, Code::StoreGone, "{what}");
        assert_eq!(purchases.book().record("one", &Event::JobStarting).unwrap_err().code, Code::StoreGone, "{what}");
    }
}

#[tokio::test]
async fn a_history_that_is_gone_or_empty_is_damage_of_that_profile_alone() {
    let damages: [fn(&Path); 2] =
        [|journal| fs::remove_file(journal).unwrap(), |journal| fs::write(journal, "").unwrap()];
    for damage in damages {
        let machine = Machine::new(Mood::Open).await;
        let (kaimono, id) = bought_one(&machine).await;
        machine.stop(kaimono).await;
        let directory = machine.home.path().join("profiles").join(&id);
        for file in ["purchases.db-wal", "purchases.db-shm"] {
            let _ = fs::remove_file(directory.join(file));
        }
        damage(&directory.join("purchases.db"));

        let kaimono = machine.start();
        let app = kaimono.app().await.unwrap();
        assert_eq!((app.active, app.health.failure.unwrap().code), (Some(id.clone()), Code::StoreDamaged));
        let shown = kaimono.purchases(&PurchasesQuery::default()).await;
        assert_eq!(shown.unwrap_err().code, Code::StoreDamaged, "not: nothing bought yet");
        // The others go on, and the damaged one can be let go by its name.
        machine.sandbox(&kaimono).await;
        kaimono.activate("sandbox").await.unwrap();
        assert_eq!(kaimono.removal(&id).await.unwrap().to_type.as_deref(), Some("My node"));
        kaimono.remove_profile(&id, Some("My node")).await.unwrap();
        assert_ne!(kaimono.save_connection(machine.draft()).await.unwrap().active, Some(id));
    }
}
