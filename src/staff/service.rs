//! The staff: signing in and out, accounts, and the log, over one database. Calls block; pages make them off the threads
//! that serve.

use std::sync::{Mutex, MutexGuard, OnceLock, PoisonError};
use std::time::Duration;

use super::attempts::Attempts;
use super::deed::Deed;
use super::password::{PasswordFault, hashed, is_right};
use super::role::Role;
use super::session::{
    ABSOLUTE_SECONDS, IDLE_SECONDS, Member, NOTED_SECONDS, digest, holds, random_token,
};
use crate::store::{AccountRow, AuditRow, Place, SessionRow, Store, StoreError};

/// Longest name of an account, in characters.
const LONGEST_NAME: usize = 40;

/// What can go wrong beneath.
#[derive(Debug, thiserror::Error)]
pub enum StaffError {
    /// The database is away or at fault.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The system gives no random numbers.
    #[error("系统没有给出随机数：{0}")]
    Random(#[from] getrandom::Error),
}

/// Why somebody is not let in; how long the answer should wait.
#[derive(Debug, thiserror::Error)]
pub enum SignInFault {
    /// The name or the password is wrong: it is not said which.
    #[error("名字或者密码不对")]
    Wrong(Duration),
    /// Tried too often.
    #[error("试错的次数太多，请过 15 分钟再试")]
    Locked,
    /// Something beneath.
    #[error(transparent)]
    Beneath(#[from] StaffError),
}

/// Why an account cannot be made or changed.
#[derive(Debug, thiserror::Error)]
pub enum AccountFault {
    /// Empty, too long, or with control characters.
    #[error("名字应是 1 到 40 个字符，不含空格")]
    Name,
    /// Somebody has it.
    #[error("已经有叫 {0} 的账号")]
    Taken(String),
    /// Nobody has it.
    #[error("没有叫 {0} 的账号")]
    Unknown(String),
    /// The password cannot be one.
    #[error(transparent)]
    Password(#[from] PasswordFault),
    /// Something beneath.
    #[error(transparent)]
    Beneath(#[from] StaffError),
}

impl From<StoreError> for AccountFault {
    fn from(error: StoreError) -> Self {
        Self::Beneath(error.into())
    }
}

/// Somebody who was let in.
#[derive(Debug)]
pub struct SignedIn {
    /// For the cookie; kept nowhere else.
    pub token: String,
    /// Who.
    pub member: Member,
}

/// The staff of one service.
pub struct Staff {
    place: Place,
    store: Mutex<Option<Store>>,
    attempts: Mutex<Attempts>,
    hashing: Mutex<()>,
    /// A hash that no password has, for names that nobody has; made with the first try, whoever makes it.
    decoy: OnceLock<String>,
}

impl Staff {
    /// Over the database at this place, opened when it is first needed.
    pub fn new(place: Place) -> Self {
        Self {
            place,
            store: Mutex::new(None),
            attempts: Mutex::new(Attempts::default()),
            hashing: Mutex::new(()),
            decoy: OnceLock::new(),
        }
    }

    /// Does something with the database; after a failure it is opened anew the next time.
    ///
    /// # Errors
    /// When the database is away or at fault.
    pub fn with<T>(
        &self,
        act: impl FnOnce(&mut Store) -> Result<T, StoreError>,
    ) -> Result<T, StoreError> {
        let mut guard = lock(&self.store);
        let standing = guard.take().and_then(|mut s| s.is_alive().then_some(s));
        let mut store = match standing {
            Some(store) => store,
            None => Store::open(&self.place)?,
        };
        let done = act(&mut store);
        if done.is_ok() {
            *guard = Some(store);
        }
        done
    }

    /// Lets somebody in, or says that name or password is wrong, in the same time for either.
    ///
    /// # Errors
    /// When they are wrong, the name is locked, or something beneath fails.
    pub fn sign_in(&self, name: &str, password: &str, now: i64) -> Result<SignedIn, SignInFault> {
        // Nobody has a longer name; it is not kept whole.
        let name: &str = &name.chars().take(LONGEST_NAME + 1).collect::<String>();
        let wait = lock(&self.attempts).begin(name, now);
        let wait = wait.ok_or(SignInFault::Locked)?;
        let account = match self.with(|s| s.account(&name.replace('\0', " "))) {
            Ok(account) => account,
            Err(error) => {
                lock(&self.attempts).forgive(name);
                return Err(StaffError::from(error).into());
            }
        };
        let decoy = match self.decoy.get() {
            Some(decoy) => decoy,
            None => {
                let made = hashed(&random_token().map_err(StaffError::from)?);
                self.decoy.get_or_init(|| made.unwrap_or_default())
            }
        };
        let hash = account.as_ref().map(|a| a.password.as_str());
        let right = {
            // One after the other: a hash takes 19 MB, and a burst of tries must not take the memory of the service.
            let _turn = lock(&self.hashing);
            is_right(password, hash, decoy)
        };
        let Some((account, role)) = account
            .filter(|_| right)
            .and_then(|a| a.role.parse::<Role>().ok().map(|role| (a, role)))
        else {
            return Err(SignInFault::Wrong(wait));
        };
        lock(&self.attempts).clear(name);
        let token = random_token().map_err(StaffError::from)?;
        let csrf = random_token().map_err(StaffError::from)?;
        let session = SessionRow {
            token: digest(&token),
            name: account.name.clone(),
            csrf: csrf.clone(),
            opened: now,
            seen: now,
        };
        self.with(|s| {
            s.end_old_sessions(now - ABSOLUTE_SECONDS, now - IDLE_SECONDS)?;
            s.open_session(&session)?;
            s.add_audit(&audit_row(now, &account.name, Deed::SignIn, ""))
        })
        .map_err(StaffError::from)?;
        let member = Member {
            name: account.name,
            role,
            csrf,
        };
        Ok(SignedIn { token, member })
    }

    /// Who holds this token, if it still holds.
    ///
    /// # Errors
    /// When the database is away.
    pub fn member(&self, token: &str, now: i64) -> Result<Option<Member>, StoreError> {
        let token = digest(token);
        self.with(|s| {
            let Some(session) = s.session(&token)? else {
                return Ok(None);
            };
            if !holds(&session, now) {
                s.end_session(&token)?;
                return Ok(None);
            }
            if now - session.seen >= NOTED_SECONDS {
                s.touch_session(&token, now)?;
            }
            let account = s.account(&session.name)?;
            let role = account.and_then(|a| a.role.parse().ok());
            Ok(role.map(|role| Member {
                name: session.name,
                role,
                csrf: session.csrf,
            }))
        })
    }

    /// Ends this session, or all of this person's.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub fn sign_out(
        &self,
        member: &Member,
        token: &str,
        everywhere: bool,
        now: i64,
    ) -> Result<(), StoreError> {
        self.with(|s| {
            if everywhere {
                s.end_sessions_of(&member.name)?;
            } else {
                s.end_session(&digest(token))?;
            }
            let detail = if everywhere { "所有设备" } else { "" };
            s.add_audit(&audit_row(now, &member.name, Deed::SignOut, detail))
        })
    }

    /// Writes down what somebody did.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub fn note(&self, name: &str, deed: Deed, detail: &str, now: i64) -> Result<(), StoreError> {
        self.with(|s| s.add_audit(&audit_row(now, name, deed, detail)))
    }

    /// Makes an account; `by` is who does it, `day` today.
    ///
    /// # Errors
    /// When the name or the password cannot be one, or the name is taken.
    pub fn add(
        &self,
        name: &str,
        role: Role,
        password: &str,
        by: &str,
        day: &str,
        now: i64,
    ) -> Result<(), AccountFault> {
        let length = name.chars().count();
        let odd = |c: char| c.is_control() || c.is_whitespace();
        if length == 0 || length > LONGEST_NAME || name.contains(odd) {
            return Err(AccountFault::Name);
        }
        let row = AccountRow {
            name: name.to_owned(),
            role: role.key().to_owned(),
            password: hashed(password)?,
            created: day.to_owned(),
        };
        let added = self.with(|s| s.add_account(&row))?;
        if !added {
            return Err(AccountFault::Taken(name.to_owned()));
        }
        Ok(self.note(by, Deed::Account, &format!("新建 {name}（{role}）"), now)?)
    }

    /// Gives an account another password; all its sessions end.
    ///
    /// # Errors
    /// When there is no such account or the password cannot be one.
    pub fn change_password(
        &self,
        name: &str,
        password: &str,
        by: &str,
        now: i64,
    ) -> Result<(), AccountFault> {
        let hash = hashed(password)?;
        if !self.with(|s| s.set_password(name, &hash))? {
            return Err(AccountFault::Unknown(name.to_owned()));
        }
        Ok(self.note(by, Deed::Account, &format!("改密码 {name}"), now)?)
    }

    /// Removes an account; all its sessions end, what it did stays in the log.
    ///
    /// # Errors
    /// When there is no such account.
    pub fn remove(&self, name: &str, by: &str, now: i64) -> Result<(), AccountFault> {
        if !self.with(|s| s.remove_account(name))? {
            return Err(AccountFault::Unknown(name.to_owned()));
        }
        Ok(self.note(by, Deed::Account, &format!("删除 {name}"), now)?)
    }
}

fn audit_row(at: i64, name: &str, deed: Deed, detail: &str) -> AuditRow {
    AuditRow {
        at,
        name: name.to_owned(),
        action: deed.key().to_owned(),
        detail: detail.to_owned(),
    }
}

/// A panic elsewhere does not make rows wrong, so a poisoned lock is taken all the same.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
